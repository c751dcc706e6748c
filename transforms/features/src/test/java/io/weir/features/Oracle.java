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

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features by their definition, from plain lists: every event looks at every other. Takes
 * observations in order of arrival.
 */
final class Oracle {
  static final Comparator<Observation> ORDER =
      Comparator.comparingLong(Observation::eventTimeMillis)
          .thenComparing(observation -> observation.isLabel() ? 0 : 1)
          .thenComparingLong(Observation::sequence)
          .thenComparing(Observation::eventId)
          .thenComparing(Observation::isPositive);

  private final FeatureSet set;
  private final long deduplicate;
  private final long slack;
  private final List<List<Observation>> remembered = new ArrayList<>();
  private final List<Observation> labels = new ArrayList<>();

  Oracle(FeatureSet set, long deduplicateMillis, long slackMillis) {
    this.set = set;
    this.deduplicate = deduplicateMillis;
    this.slack = slackMillis;
    for (int hop = 0; hop < set.entities().size(); hop++) {
      remembered.add(new ArrayList<>());
    }
  }

  /** The vector of an event; null for a label or a repeat. */
  double @Nullable [] take(Observation observation) {
    if (observation.isLabel()) {
      long age = observation.eventTimeMillis() - observation.observedTimeMillis();
      if (age < set.retention(set.entities().get(0)).toMillis()) {
        labels.add(observation);
      }
      return null;
    }
    for (Observation other : remembered.get(0)) {
      if (other.eventId().equals(observation.eventId())
          && other.entity(0).equals(observation.entity(0))
          && Math.abs(other.eventTimeMillis() - observation.eventTimeMillis()) <= deduplicate) {
        return null;
      }
    }
    double[] vector = new double[set.size()];
    for (int index = 0; index < vector.length; index++) {
      vector[index] = value(set.features().get(index), observation);
    }
    for (int hop = 0; hop < remembered.size(); hop++) {
      remember(observation, hop);
    }
    return vector;
  }

  private void remember(Observation event, int hop) {
    List<Observation> all = remembered.get(hop);
    all.add(event);
    long keep = set.retention(set.entities().get(hop)).toMillis();
    if (hop == 0) {
      keep = Math.max(keep, deduplicate + 1);
    }
    String key = event.entity(hop);
    long latest = Long.MIN_VALUE;
    for (Observation other : all) {
      if (other.entity(hop).equals(key)) {
        latest = Math.max(latest, other.eventTimeMillis());
      }
    }
    long cutoff = latest - keep - slack;
    all.removeIf(other -> other.entity(hop).equals(key) && other.eventTimeMillis() <= cutoff);
  }

  private double value(Feature feature, Observation event) {
    ZonedDateTime time = Instant.ofEpochMilli(event.eventTimeMillis()).atZone(ZoneOffset.UTC);
    switch (feature.kind()) {
      case WEEKEND:
        DayOfWeek day = time.getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0;
      case HOURS:
        for (int hour = feature.firstHour(); ; hour = (hour + 1) % 24) {
          if (time.getHour() == hour) {
            return 1;
          }
          if (hour == feature.lastHour()) {
            return 0;
          }
        }
      case VALUE:
        return quotient(own(feature, event), feature.scale());
      case COUNT:
        return window(feature, event).size();
      case MEAN:
        List<Observation> window = window(feature, event);
        long sum = 0;
        for (Observation other : window) {
          sum += own(feature, other);
        }
        return quotient(sum, window.size() * feature.scale());
      case LABEL_RATE:
        List<Observation> labelled = window(feature, event);
        long positives = 0;
        for (Observation other : labelled) {
          positives += isPositive(other, event.eventTimeMillis()) ? 1 : 0;
        }
        return quotient(positives, labelled.size());
    }
    throw new AssertionError(feature.kind());
  }

  private long own(Feature feature, Observation event) {
    return event.value(set.columns().indexOf(feature.column()));
  }

  private List<Observation> window(Feature feature, Observation event) {
    int hop = set.entities().indexOf(feature.entity());
    long closes = event.eventTimeMillis() - feature.delayMillis();
    long opens = closes - feature.windowMillis();
    List<Observation> window = new ArrayList<>();
    for (Observation other : remembered.get(hop)) {
      if (other.entity(hop).equals(event.entity(hop))
          && opens < other.eventTimeMillis()
          && other.eventTimeMillis() <= closes) {
        window.add(other);
      }
    }
    if (feature.delayMillis() == 0) {
      window.add(event);
    }
    return window;
  }

  private boolean isPositive(Observation event, long now) {
    Observation first = null;
    for (Observation label : labels) {
      if (label.eventId().equals(event.eventId())
          && label.observedTimeMillis() == event.eventTimeMillis()
          && (first == null || ORDER.compare(label, first) < 0)) {
        first = label;
      }
    }
    return first != null && first.isPositive() && first.eventTimeMillis() <= now;
  }

  /** The double nearest to the quotient, by way of fifty decimal digits. */
  private static double quotient(long dividend, long divisor) {
    if (divisor == 0) {
      return 0;
    }
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), new MathContext(50))
        .doubleValue();
  }
}
