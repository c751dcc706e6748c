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
package io.weir.pipelines;

import static com.google.common.base.Preconditions.checkArgument;

/** How a simulator runs. Two simulations of the same settings are equal byte for byte. */
public final class SimulationSettings {
  /** Says that a simulation never ends. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private final long seed;
  private final long events;

  private SimulationSettings(long seed, long events) {
    checkArgument(events >= 1, "events is %s, must be at least 1", events);
    this.seed = seed;
    this.events = events;
  }

  /**
   * A simulation.
   *
   * @param seed decides every random choice
   * @param events how many primary events it has, or {@link #UNBOUNDED}
   * @throws IllegalArgumentException if {@code events} is below 1
   */
  public static SimulationSettings of(long seed, long events) {
    return new SimulationSettings(seed, events);
  }

  /** Decides every random choice. */
  public long seed() {
    return seed;
  }

  /** How many primary events it has, or {@link #UNBOUNDED}. */
  public long events() {
    return events;
  }
}
