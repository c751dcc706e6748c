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
package io.weir.runner.dataflow;

import java.util.Map;
import org.apache.beam.runners.dataflow.DataflowRunner;

/** The pipeline options with which our pipelines are submitted to Dataflow. */
public final class DataflowDefaults {

  private DataflowDefaults() {}

  /**
   * Options by their Beam names; {@code runner} is among them. What the command line says about an
   * option comes before, but {@code use_runner_v2} must stay among the experiments.
   *
   * <ul>
   *   <li>{@code experiments=use_runner_v2}: without it, which is still the default for Java, the
   *       graph that the service gets is not the portable one, KafkaIO's read is translated as its
   *       old source, and the submission itself asks the brokers for their partitions: it fails, or
   *       waits for a minute, where it cannot reach them.
   *   <li>{@code enableStreamingEngine}: state and timers lie with the service and not on a
   *       worker's disk; the rule of updates is the same.
   *   <li>{@code streaming}: the topics have no end.
   * </ul>
   */
  public static Map<String, String> options() {
    return Map.of(
        "runner", DataflowRunner.class.getSimpleName(),
        "experiments", "use_runner_v2",
        "enableStreamingEngine", "true",
        "streaming", "true");
  }
}
