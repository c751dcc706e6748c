/*
 * Copyright 2026 The Weir Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.weir.launcher.testing;

import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.pipelines.WeirOptions;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;

/** Answers every question that can be read, and makes a dead letter of the others. */
public final class EchoRunner implements LocalRunner {

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Map<String, String> defaults(RunnerSettings settings) {
    return Map.of("runner", "DirectRunner", "targetParallelism", "1", "blockOnRun", "true");
  }

  @Override
  public RunningPipeline start(Pipeline pipeline) {
    WeirOptions options = pipeline.getOptions().as(WeirOptions.class);
    return EchoWorker.start(options.getBootstrapServers(), options.getTopicPrefix());
  }
}
