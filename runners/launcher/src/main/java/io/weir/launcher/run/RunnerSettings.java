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

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import io.weir.features.Arrival;
import java.nio.file.Path;

/** What a {@link LocalRunner} must know to choose its options. Immutable. */
public final class RunnerSettings {
  /** Lets the runner choose its parallelism. */
  public static final int ANY_PARALLELISM = 0;

  private final Arrival arrival;
  private final int parallelism;
  private final Path checkpoints;

  private RunnerSettings(Arrival arrival, int parallelism, Path checkpoints) {
    checkArgument(parallelism >= 0, "parallelism is %s, must not be negative", parallelism);
    this.arrival = requireNonNull(arrival, "arrival");
    this.parallelism = parallelism;
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
  }

  /**
   * Settings.
   *
   * @param arrival in which order events are answered
   * @param parallelism how many workers, or {@link #ANY_PARALLELISM}
   * @param checkpoints a folder for checkpoints, made when it is needed
   * @throws IllegalArgumentException if {@code parallelism} is negative
   */
  public static RunnerSettings of(Arrival arrival, int parallelism, Path checkpoints) {
    return new RunnerSettings(arrival, parallelism, checkpoints);
  }

  /** In which order events are answered. */
  public Arrival arrival() {
    return arrival;
  }

  /** How many workers. */
  public int parallelismOr(int chosenByRunner) {
    return parallelism == ANY_PARALLELISM ? chosenByRunner : parallelism;
  }

  /** A folder for checkpoints, made when it is needed. */
  public Path checkpoints() {
    return checkpoints;
  }
}
