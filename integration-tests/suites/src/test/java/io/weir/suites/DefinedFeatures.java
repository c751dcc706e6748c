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

import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The features of the Fraud Detection Handbook (chapter 3, "Baseline feature transformation") by
 * their definition: every window is counted anew for every payment, from the payments of its card
 * and its terminal. Shares nothing with the product. Payments and labels come in their order.
 */
final class DefinedFeatures {
  private static final long DAY = 86_400_000L;
  private static final int[] WINDOWS = {1, 7, 30};
  private static final int DELAY = 7;
  private static final int LONGEST = 30;

  private final Map<String, Deque<Payment>> ofCard = new HashMap<>();
  private final Map<String, Deque<Payment>> ofTerminal = new HashMap<>();
  private final Map<String, Payment> unlabelled = new HashMap<>();

  void label(Label label) {
    Payment payment = unlabelled.remove(label.getEventId());
    if (payment != null) {
      payment.fraud = label.getFraud();
    }
  }

  /** The vector of a payment, which counts for itself and for those behind it. */
  double[] payment(Transaction transaction) {
    Payment payment = new Payment(transaction.getEventTimeMs(), transaction.getAmountCents());
    unlabelled.put(transaction.getEventId(), payment);
    Deque<Payment> card = remember(ofCard, transaction.getCardId(), payment);
    Deque<Payment> terminal = remember(ofTerminal, transaction.getTerminalId(), payment);
    double[] vector = new double[3 + 4 * WINDOWS.length];
    OffsetDateTime when = Instant.ofEpochMilli(payment.time).atOffset(ZoneOffset.UTC);
    vector[0] = payment.cents / 100.0;
    vector[1] = when.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
    vector[2] = when.getHour() <= 6 ? 1 : 0;
    int at = 3;
    for (int days : WINDOWS) {
      long count = sum(card, payment.time, days, other -> 1);
      vector[at++] = count;
      vector[at++] = sum(card, payment.time, days, other -> other.cents) / (count * 100.0);
    }
    for (int days : WINDOWS) {
      long end = payment.time - DELAY * DAY;
      long count = sum(terminal, end, days, other -> 1);
      vector[at++] = count;
      vector[at++] =
          count == 0 ? 0 : (double) sum(terminal, end, days, other -> other.fraud ? 1 : 0) / count;
    }
    return vector;
  }

  private static Deque<Payment> remember(
      Map<String, Deque<Payment>> payments, String key, Payment payment) {
    Deque<Payment> all = payments.computeIfAbsent(key, none -> new ArrayDeque<>());
    all.add(payment);
    while (all.element().time <= payment.time - (DELAY + LONGEST) * DAY) {
      all.remove();
    }
    return all;
  }

  /** Over a window that is open on the left and closed on the right. */
  private static long sum(
      Deque<Payment> payments, long end, int days, ToLongFunction<Payment> value) {
    long sum = 0;
    for (Payment payment : payments) {
      if (payment.time > end - days * DAY && payment.time <= end) {
        sum += value.applyAsLong(payment);
      }
    }
    return sum;
  }

  private static final class Payment {
    private final long time;
    private final long cents;
    private boolean fraud;

    Payment(long time, long cents) {
      this.time = time;
      this.cents = cents;
    }
  }
}
