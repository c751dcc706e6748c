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
package example;

import io.weir.harness.execution.Execution;
import io.weir.harness.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;

public final class PatientExecution implements Execution {
  @Override
  public String name() {
    return "patient";
  }

  @Override
  public void run(Graph graph, FaultPlan plan, Path folder, Duration patience) {
    PipelineResult result = graph.with(List.of("--blockOnRun=false")).run();
    PipelineResult.State state =
        result.waitUntilFinish(org.joda.time.Duration.millis(patience.toMillis()));
    if (state != PipelineResult.State.DONE) {
      throw new AssertionError("the run is " + state + " after " + patience);
    }
  }
}
