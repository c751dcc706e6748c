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

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.pipelines.SimulationSettings;

/**
 * How many cards a simulation has. Simulated time begins in 2024 and must not pass the present,
 * where the pipeline would refuse it as the future: a long simulation has more cards, not more
 * years.
 */
final class PopulationSize {
  private static final int MAX_CARDS = 10_000;

  /** 240 cards take 430 days for so many events, and other populations as long. */
  private static final long EVENTS_OF_DEFAULT = 200_000;

  /** What the largest population makes in 430 days. */
  private static final long MAX_EVENTS = EVENTS_OF_DEFAULT * MAX_CARDS / FraudSources.DEFAULT_CARDS;

  /** 20,000 events in 9 days, and some two million until the present. */
  private static final int UNBOUNDED_CARDS = 1_200;

  private PopulationSize() {}

  static int cards(long events) {
    if (events == SimulationSettings.UNBOUNDED) {
      return UNBOUNDED_CARDS;
    }
    checkArgument(
        events <= MAX_EVENTS, "events is %s, a simulation has at most %s", events, MAX_EVENTS);
    long cards = FraudSources.DEFAULT_CARDS * events / EVENTS_OF_DEFAULT;
    return (int) Math.max(FraudSources.DEFAULT_CARDS, cards);
  }
}
