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
package io.weir.runner.spark;

import io.weir.features.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Card payments and labels at random, each at a time of its own, in any order. */
final class Payments {
  private static final long START = 1_704_067_200_000L; // 2024-01-01T00:00Z
  private static final Duration SPAN = Duration.ofDays(50);
  private static final Duration LONGEST_INVESTIGATION = Duration.ofDays(12);
  private static final int CARDS = 3;
  private static final int TERMINALS = 4;
  private static final int DEAREST_CENTS = 50_000;

  private final List<Observation> events = new ArrayList<>();
  private final List<Observation> labels = new ArrayList<>();

  private Payments() {}

  static Payments random(long seed, int count) {
    Random random = new Random(seed);
    Payments payments = new Payments();
    for (int number = 0; number < count; number++) {
      // The remainder is the payment's number, so that no two have the same time.
      long time = START + (long) (random.nextDouble() * SPAN.toMillis()) / count * count + number;
      String terminal = "terminal-" + random.nextInt(TERMINALS);
      String id = "payment-" + number;
      payments.events.add(
          Observation.event(id, time)
              .entities(terminal, "card-" + random.nextInt(CARDS))
              .values(random.nextInt(DEAREST_CENTS))
              .build());
      if (random.nextBoolean()) {
        long known =
            time + (long) (random.nextDouble() * LONGEST_INVESTIGATION.toMillis()) / count * count;
        payments.labels.add(
            Observation.label(id, known, time, random.nextBoolean()).entities(terminal).build());
      }
    }
    Collections.shuffle(payments.events, random);
    Collections.shuffle(payments.labels, random);
    return payments;
  }

  List<Observation> events() {
    return events;
  }

  List<Observation> labels() {
    return labels;
  }
}
