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

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The fifteen published inputs in their order: amount, weekend, night, the card's, the terminal's.
 */
final class Vector {
  private static final List<String> NAMES =
      List.of(
          "TX_AMOUNT",
          "TX_DURING_WEEKEND",
          "TX_DURING_NIGHT",
          "CUSTOMER_ID_NB_TX_1DAY_WINDOW",
          "CUSTOMER_ID_AVG_AMOUNT_1DAY_WINDOW",
          "CUSTOMER_ID_NB_TX_7DAY_WINDOW",
          "CUSTOMER_ID_AVG_AMOUNT_7DAY_WINDOW",
          "CUSTOMER_ID_NB_TX_30DAY_WINDOW",
          "CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW",
          "TERMINAL_ID_NB_TX_1DAY_WINDOW",
          "TERMINAL_ID_RISK_1DAY_WINDOW",
          "TERMINAL_ID_NB_TX_7DAY_WINDOW",
          "TERMINAL_ID_RISK_7DAY_WINDOW",
          "TERMINAL_ID_NB_TX_30DAY_WINDOW",
          "TERMINAL_ID_RISK_30DAY_WINDOW");

  static final int SIZE = NAMES.size();
  static final int AMOUNT = 0;
  static final int CARD_COUNT_1_DAY = 3;
  static final int CARD_COUNT_30_DAYS = 7;
  static final int CARD_MEAN_30_DAYS = 8;
  static final int TERMINAL_RISK_7_DAYS = 12;
  static final int TERMINAL_RISK_30_DAYS = 14;

  private static final int CARD = 3;
  private static final int TERMINAL = 9;
  private static final long HOUR = 3_600_000L;
  private static final int NIGHT_ENDS = 6;

  private Vector() {}

  /** Returns the vector of a payment that its card's history already holds. */
  static double[] of(CardPayment payment, CardHistory history) {
    double[] features = new double[SIZE];
    long time = payment.timeMillis;
    features[AMOUNT] = payment.amountCents / 100.0;
    // The epoch was a Thursday: day 2 of it the first Saturday.
    features[1] = Math.floorMod(Math.floorDiv(time, Windows.DAY) - 2, 7) < 2 ? 1 : 0;
    features[2] = Math.floorMod(time, Windows.DAY) / HOUR <= NIGHT_ENDS ? 1 : 0;
    history.writeFeatures(time, features, CARD);
    int[] counts = payment.terminalCounts;
    for (int i = 0; i < counts.length; i += 2) {
      features[TERMINAL + i] = counts[i];
      features[TERMINAL + i + 1] = counts[i] == 0 ? 0 : counts[i + 1] / (double) counts[i];
    }
    return features;
  }

  /** Returns where a model's inputs lie in the vector, in the model's order. */
  static int[] columns(List<String> inputs) {
    int[] columns = new int[inputs.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = NAMES.indexOf(inputs.get(i));
      if (columns[i] < 0) {
        throw new IllegalArgumentException(
            "the model takes " + inputs.get(i) + ", must be one of " + NAMES);
      }
    }
    return columns;
  }

  /** FarmHash Fingerprint64 of the bit patterns, little-endian: what the action publishes. */
  static long hash(double[] features) {
    ByteBuffer bits = ByteBuffer.allocate(Double.BYTES * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (double feature : features) {
      bits.putDouble(feature);
    }
    return Hashing.farmHashFingerprint64().hashBytes(bits.array()).asLong();
  }

  /** A payment's id in 64 bits, as the terminal's state keeps it. */
  static long fingerprint(String eventId) {
    return Hashing.farmHashFingerprint64().hashUnencodedChars(eventId).asLong();
  }
}
