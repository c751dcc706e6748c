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

/** A way to run a graph until it ends. Found by {@code ServiceLoader}. */
public interface Execution {

  /** The name by which a runner's profile asks for it. */
  String name();

  /** Whether the graph's elements flow; where not, there is no output to look at. */
  default boolean hasOutput() {
    return true;
  }

  /** Makes ready what several runs use and what lives on between them. Called before each run. */
  default void prepare() {}

  /**
   * Runs a graph until it ends by itself, and carries out what is to go wrong from outside.
   *
   * @param graph makes the graph, as often as it is asked
   * @param plan what goes wrong
   * @param folder of this run alone, for what outlives a process
   * @param patience how long at most; then the run is ended and fails
   * @throws Exception what the run fails with
   */
  void run(Graph graph, FaultPlan plan, Path folder, Duration patience) throws Exception;

  /** Makes a graph for a run. */
  interface Graph {

    /**
     * Makes it.
     *
     * @param options in addition to the test's and the profile's, over which they go
     */
    Pipeline with(List<String> options);
  }
}
