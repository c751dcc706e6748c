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
package io.weir.suites;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Which process is killed when, from a seed: a TaskManager that has work, every tenth time the
 * JobManager. The gap is 2 to 20 s from the first checkpoint that was completed after the last
 * kill; every fifth kill comes on purpose before there is one, up to 3 s after the kill before it.
 */
final class KillSchedule {
  private static final int JOB_MANAGER_EVERY = 10;
  private static final int EARLY_EVERY = 5;
  private static final int SHORTEST_MILLIS = 2_000;
  private static final int LONGEST_MILLIS = 20_000;
  private static final int EARLY_WITHIN_MILLIS = 3_000;

  private final Random random;
  private final int jobManagerEvery;
  private int number;

  private KillSchedule(long seed, int jobManagerEvery) {
    this.random = new Random(seed);
    this.jobManagerEvery = jobManagerEvery;
  }

  /** As said above. */
  static KillSchedule usual(long seed) {
    return new KillSchedule(seed, JOB_MANAGER_EVERY);
  }

  /** Every kill is of the JobManager. */
  static KillSchedule ofJobManagers(long seed) {
    return new KillSchedule(seed, 1);
  }

  /** The next kill. */
  Kill next() {
    number++;
    boolean early = number % EARLY_EVERY == 0;
    int gap =
        early
            ? random.nextInt(EARLY_WITHIN_MILLIS)
            : SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    return new Kill(
        number,
        number % jobManagerEvery == 0,
        early,
        Duration.ofMillis(gap),
        random.nextInt(Integer.MAX_VALUE));
  }

  /** One kill. */
  static final class Kill {
    private final int number;
    private final boolean jobManager;
    private final boolean early;
    private final Duration gap;
    private final int choice;

    private Kill(int number, boolean jobManager, boolean early, Duration gap, int choice) {
      this.number = number;
      this.jobManager = jobManager;
      this.early = early;
      this.gap = gap;
      this.choice = choice;
    }

    /** From 1. */
    int number() {
      return number;
    }

    boolean jobManager() {
      return jobManager;
    }

    /** Whether the job is not to have recovered from the kill before. */
    boolean early() {
      return early;
    }

    /** Counted from the kill before where early, otherwise from the recovery from it. */
    Duration gap() {
      return gap;
    }

    /** One of those that can be killed. */
    <T> T choose(List<T> candidates) {
      return candidates.get(choice % candidates.size());
    }
  }
}
