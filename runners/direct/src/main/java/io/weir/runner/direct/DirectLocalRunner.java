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
package io.weir.runner.direct;

import io.weir.features.Arrival;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import java.util.Map;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.direct.DirectRunner.DirectPipelineResult;
import org.apache.beam.sdk.Pipeline;

/**
 * Runs pipelines on Beam's Direct runner, with its checks of users' code turned off: tests turn
 * them on, a run wants the speed.
 *
 * <p>In event time one worker runs by default: the Direct runner hands the bundles of a collection
 * without keys to its workers in any order, and only a single worker keeps the answers of a key in
 * the order in which they were made.
 */
public final class DirectLocalRunner implements LocalRunner {
  private static final int WORKERS = 2;

  /** Used by {@code ServiceLoader}. */
  public DirectLocalRunner() {}

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Map<String, String> defaults(RunnerSettings settings) {
    int workers = settings.arrival() == Arrival.EVENT_TIME ? 1 : WORKERS;
    return Map.of(
        "runner", DirectRunner.class.getSimpleName(),
        "blockOnRun", "false",
        "enforceImmutability", "false",
        "enforceEncodability", "false",
        "targetParallelism", String.valueOf(settings.parallelismOr(workers)));
  }

  @Override
  public RunningPipeline start(Pipeline pipeline) {
    return new RunningDirectPipeline((DirectPipelineResult) pipeline.run());
  }
}
