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
package io.weir.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A feature set like the handbook's, and random observations for it that love exact edges. */
final class Examples {
  static final long DAY = Duration.ofDays(1).toMillis();
  static final long START = 1_704_067_200_000L; // 2024-01-01T00:00Z, a Monday

  private static final int EVENTS = 120;
  private static final long HALF_DAY = DAY / 2;
  private static final long[] LABEL_DELAYS = {
    0, 1, DAY, 7 * DAY, 7 * DAY, 7 * DAY, 9 * DAY, 37 * DAY - 1, 37 * DAY, 40 * DAY
  };

  private Examples() {}

  /** Terminal, then card; windows of 1, 7 and 30 days, the terminal's delayed by 7 days. */
  static FeatureSet cardsAndTerminals() {
    FeatureSet.Builder set =
        FeatureSet.named("fraud")
            .version(1)
            .column("TX_AMOUNT")
            .entity("terminal")
            .labelled(true)
            .entity("card")
            .feature(Feature.weekend("TX_DURING_WEEKEND"))
            .feature(Feature.hours("TX_DURING_NIGHT", 0, 6));
    for (int days : new int[] {1, 7, 30}) {
      Duration window = Duration.ofDays(days);
      set.feature(Feature.count("CUSTOMER_ID_NB_TX_" + days).per("card").over(window));
      set.feature(
          Feature.mean("CUSTOMER_ID_AVG_" + days, "TX_AMOUNT", 100).per("card").over(window));
    }
    for (int days : new int[] {1, 7, 30}) {
      Duration window = Duration.ofDays(days);
      Duration delay = Duration.ofDays(7);
      set.feature(
          Feature.count("TERMINAL_ID_NB_TX_" + days).per("terminal").over(window).delayedBy(delay));
      set.feature(
          Feature.labelRate("TERMINAL_ID_RISK_" + days)
              .per("terminal")
              .over(window)
              .delayedBy(delay));
    }
    return set.build();
  }

  /** Windows without and with delay in both hops, several columns, labels that count at once. */
  static FeatureSet manyShapes() {
    Duration day = Duration.ofDays(1);
    Duration days = Duration.ofDays(3);
    return FeatureSet.named("shapes")
        .column("A")
        .column("UNUSED")
        .column("B")
        .entity("terminal")
        .labelled(true)
        .entity("card")
        .feature(Feature.labelRate("risk").per("terminal").over(days))
        .feature(Feature.mean("a", "A", 1).per("terminal").over(day))
        .feature(Feature.mean("b", "B", 1000).per("terminal").over(days).delayedBy(day))
        .feature(Feature.value("own", "B", 100))
        .feature(Feature.count("count").per("card").over(Duration.ofMillis(1)))
        .feature(Feature.mean("mean", "A", 7).per("card").over(days).delayedBy(days))
        .feature(Feature.hours("evening", 22, 3))
        .build();
  }

  static Observation.Builder event(String id, long time, String terminal, String card) {
    return Observation.event(id, time).entities(terminal, card).values(1000);
  }

  static Observation label(String id, long known, long observed, String terminal, boolean fraud) {
    return Observation.label(id, known, observed, fraud).entities(terminal).build();
  }

  /**
   * Events and labels in the total order of time, mostly. Times lie on a grid of half days, now and
   * then a millisecond beside it; there are ties, repeats, repeated and contradicting labels.
   */
  static List<Observation> random(long seed, int columns) {
    return random(seed, columns, EVENTS);
  }

  /** As many events, and labels for about two of three. */
  static List<Observation> random(long seed, int columns, int events) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> all = new ArrayList<>();
    for (int number = 0; number < events; number++) {
      long time = START + random.nextInt(100) * HALF_DAY;
      if (random.nextInt(4) == 0) {
        time += random.nextInt(3) - 1;
      }
      String terminal = "terminal-" + random.nextInt(2);
      long[] values = random.longs(columns, -5, 300_000).toArray();
      Observation event =
          Observation.event("event-" + number, time)
              .entities(terminal, "card-" + random.nextInt(2))
              .values(values)
              .sequence(random.nextInt(3))
              .payload(new byte[random.nextInt(4)])
              .build();
      all.add(event);
      if (random.nextInt(20) == 0) {
        all.add(event);
      }
      for (int labels = random.nextInt(3); labels > 0; labels--) {
        long known = time + LABEL_DELAYS[random.nextInt(LABEL_DELAYS.length)];
        Observation label =
            Observation.label(event.eventId(), known, time, random.nextBoolean())
                .entities(terminal)
                .sequence(event.sequence())
                .build();
        all.add(label);
        if (random.nextInt(5) == 0) {
          all.add(label);
        }
      }
    }
    return all;
  }

  /** Another order, with everything at most about that far from its place. */
  static List<Observation> disorder(List<Observation> all, long seed, long distance) {
    SplittableRandom random = new SplittableRandom(seed);
    List<long[]> places = new ArrayList<>();
    for (int index = 0; index < all.size(); index++) {
      long time = all.get(index).eventTimeMillis();
      places.add(new long[] {time + random.nextLong(distance + 1), random.nextLong(), index});
    }
    places.sort(
        (left, right) ->
            left[0] != right[0]
                ? Long.compare(left[0], right[0])
                : Long.compare(left[1], right[1]));
    List<Observation> disordered = new ArrayList<>();
    for (long[] place : places) {
      disordered.add(all.get((int) place[2]));
    }
    return disordered;
  }
}
