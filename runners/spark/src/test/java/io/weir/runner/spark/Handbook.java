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
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The 15 features of the Fraud Detection Handbook by their definition: every payment looks at all
 * the others. No two payments have the same time or the same id.
 */
final class Handbook {
  private static final int TERMINAL = 0;
  private static final int CARD = 1;
  private static final long DELAY = Duration.ofDays(7).toMillis();
  private static final int LAST_HOUR_OF_NIGHT = 6;
  private static final int CENTS = 100;

  private final Payments payments;

  Handbook(Payments payments) {
    this.payments = payments;
  }

  List<Double> features(Observation payment) {
    long now = payment.eventTimeMillis();
    ZonedDateTime time = Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC);
    List<Double> features = new ArrayList<>();
    features.add(quotient(payment.value(0), CENTS));
    features.add(time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1.0 : 0.0);
    features.add(time.getHour() <= LAST_HOUR_OF_NIGHT ? 1.0 : 0.0);
    for (int days : new int[] {1, 7, 30}) {
      List<Observation> window = window(payment, CARD, now, days);
      long sum = window.stream().mapToLong(other -> other.value(0)).sum();
      features.add((double) window.size());
      features.add(quotient(sum, (long) window.size() * CENTS));
    }
    for (int days : new int[] {1, 7, 30}) {
      List<Observation> window = window(payment, TERMINAL, now - DELAY, days);
      long frauds = window.stream().filter(fraudKnownAt(now)).count();
      features.add((double) window.size());
      features.add(quotient(frauds, window.size()));
    }
    return features;
  }

  private List<Observation> window(Observation payment, int hop, long closes, int days) {
    long opens = closes - Duration.ofDays(days).toMillis();
    return payments.events().stream()
        .filter(other -> other.entity(hop).equals(payment.entity(hop)))
        .filter(other -> opens < other.eventTimeMillis() && other.eventTimeMillis() <= closes)
        .collect(Collectors.toList());
  }

  private Predicate<Observation> fraudKnownAt(long now) {
    return payment ->
        payments.labels().stream()
            .anyMatch(
                label ->
                    label.eventId().equals(payment.eventId())
                        && label.isPositive()
                        && label.eventTimeMillis() <= now);
  }

  private static double quotient(long dividend, long divisor) {
    return divisor == 0
        ? 0
        : new BigDecimal(dividend)
            .divide(new BigDecimal(divisor), new MathContext(50))
            .doubleValue();
  }
}
