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
package io.weir.launcher.run;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** A runner that can run a pipeline inside this process. Found by {@code ServiceLoader}. */
public interface LocalRunner {

  /** The name by which it is chosen, such as {@code direct}. */
  String name();

  /**
   * The pipeline options with which it runs well here, by their Beam names; {@code runner} is among
   * them. What the command line says about an option comes before.
   */
  Map<String, String> defaults(RunnerSettings settings);

  /**
   * Looks for options that do not go together on this runner.
   *
   * @throws IllegalArgumentException if there are any: one line
   */
  default void check(PipelineOptions options) {}

  /**
   * Starts a pipeline whose options hold the {@link #defaults}, and returns at once.
   *
   * @throws RuntimeException if it cannot start
   */
  RunningPipeline start(Pipeline pipeline);
}
