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
package io.weir.harness.dofn;

import java.util.Locale;

/** How many schedules were carried out, and how fast. Immutable. */
public final class Report {
  private final String name;
  private final long seed;
  private final int schedules;
  private final long steps;
  private final long nanos;

  Report(String name, long seed, int schedules, long steps, long nanos) {
    this.name = name;
    this.seed = seed;
    this.schedules = schedules;
    this.steps = steps;
    this.nanos = nanos;
  }

  /** How many schedules were carried out; all laws hold in each. */
  public int schedules() {
    return schedules;
  }

  /** How many a second of processor time, on this machine and this time. */
  public double schedulesPerSecond() {
    return schedules * 1e9 / Math.max(1, nanos);
  }

  /** One line, for a log. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d schedules of %.1f steps from seed %d, %,.0f a second of processor time (%.2f s)",
        name,
        schedules,
        (double) steps / Math.max(1, schedules),
        seed,
        schedulesPerSecond(),
        nanos / 1e9);
  }
}
