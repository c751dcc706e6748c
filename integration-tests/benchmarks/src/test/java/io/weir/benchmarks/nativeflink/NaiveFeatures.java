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

package io.weir.benchmarks.nativeflink;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The published definitions, word for word, over everything that ever happened. Slow on purpose.
 */
final class NaiveFeatures {
  private static final long DAY = 86_400_000L;

  private NaiveFeatures() {}

  /** The vectors by event id, given all records in their total order. */
  static Map<String, double[]> of(List<FraudRecord> records) {
    Map<String, double[]> vectors = new HashMap<>();
    List<FraudRecord> payments = new ArrayList<>();
    Map<String, Boolean> known = new HashMap<>();
    for (FraudRecord record : records) {
      if (record.isLabel()) {
        known.putIfAbsent(record.eventId, record.fraud);
      } else {
        payments.add(record);
        vectors.put(record.eventId, vector(record, payments, known));
      }
    }
    return vectors;
  }

  private static double[] vector(
      FraudRecord payment, List<FraudRecord> payments, Map<String, Boolean> known) {
    double[] vector = new double[15];
    OffsetDateTime when = Instant.ofEpochMilli(payment.timeMillis).atOffset(ZoneOffset.UTC);
    vector[0] = payment.amountCents / 100.0;
    vector[1] = when.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
    vector[2] = when.getHour() <= 6 ? 1 : 0;
    int at = 3;
    for (int days : new int[] {1, 7, 30}) {
      long count = 0;
      long sum = 0;
      for (FraudRecord other : payments) {
        if (other.card.equals(payment.card) && inside(other, payment.timeMillis, days)) {
          count++;
          sum += other.amountCents;
        }
      }
      vector[at++] = count;
      vector[at++] = sum / ((double) count * 100);
    }
    for (int days : new int[] {1, 7, 30}) {
      long count = 0;
      long frauds = 0;
      for (FraudRecord other : payments) {
        if (other.terminal.equals(payment.terminal)
            && inside(other, payment.timeMillis - 7 * DAY, days)) {
          count++;
          frauds += known.getOrDefault(other.eventId, false) ? 1 : 0;
        }
      }
      vector[at++] = count;
      vector[at++] = count == 0 ? 0 : frauds / (double) count;
    }
    return vector;
  }

  private static boolean inside(FraudRecord payment, long end, int days) {
    return payment.timeMillis > end - days * DAY && payment.timeMillis <= end;
  }
}
