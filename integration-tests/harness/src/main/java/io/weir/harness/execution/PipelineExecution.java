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
package io.weir.harness.execution;

import io.weir.harness.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** In this process, by {@link Pipeline#run()}. */
public final class PipelineExecution implements Execution {

  /** Used by {@code ServiceLoader}. */
  public PipelineExecution() {}

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void run(Graph graph, FaultPlan plan, Path folder, Duration patience) throws Exception {
    Pipeline pipeline = graph.with(List.of());
    // Some runners run on the calling thread.
    PipelineResult.State state =
        Bounded.call(
            "the run",
            patience,
            () -> {
              PipelineResult result = pipeline.run();
              PipelineResult.State end = result.waitUntilFinish();
              return end == null ? result.getState() : end;
            });
    if (state != PipelineResult.State.DONE) {
      throw new AssertionError("the run ended as " + state);
    }
  }
}
