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
package io.weir.pipelines.fraud.source;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which cards, or which terminals, are in the hands of fraudsters as the days go by. Each day some
 * fall, drawn among all of them, and each recovers after a fixed number of days; one that falls
 * twice is held twice.
 *
 * <p>A rate of less than one a day is kept by spacing: at 0.1 a day, one falls every tenth day.
 */
final class Compromises {
  private final int among;
  private final double perDay;
  private final int lastsDays;
  private final Draws draws;
  private final int[] held;
  private final Deque<int[]> fallenByDay = new ArrayDeque<>();
  private double due;

  /**
   * None is held at first.
   *
   * @param among how many there are
   * @param share which share of them falls in a day
   * @param lastsDays for how many days one is held
   */
  Compromises(int among, double share, int lastsDays, Draws draws) {
    this.among = among;
    this.perDay = among * share;
    this.lastsDays = lastsDays;
    this.draws = draws;
    this.held = new int[among];
    this.due = draws.uniform(0, 1);
  }

  /** Lets a day begin: some fall, and those whose time is over recover. */
  void nextDay() {
    if (fallenByDay.size() == lastsDays) {
      for (int recovered : fallenByDay.removeFirst()) {
        held[recovered]--;
      }
    }
    due += perDay;
    int[] fallen = new int[(int) due];
    due -= fallen.length;
    for (int index = 0; index < fallen.length; index++) {
      fallen[index] = draws.index(among);
      held[fallen[index]]++;
    }
    fallenByDay.addLast(fallen);
  }

  /** How many times one is held today. */
  int timesHeld(int member) {
    return held[member];
  }
}
