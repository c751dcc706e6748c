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

import org.apache.flink.util.Collector;

/** The card hop: counts and averages what the card pays, and completes the vector. */
final class CardFunction extends HopFunction<CardPayment, CardHistory, ScoredPayment> {
  private static final long serialVersionUID = 1L;

  private final boolean eventTime;

  CardFunction(boolean eventTime) {
    super(eventTime, CardPaymentSerializer.INSTANCE, CardHistorySerializer.INSTANCE);
    this.eventTime = eventTime;
  }

  @Override
  void answer(
      CardPayment payment, boolean late, CardHistory known, Collector<ScoredPayment> output) {
    known.add(payment.timeMillis, payment.amountCents);
    double[] features = Vector.of(payment, known);
    evict(known, known.latest());
    output.collect(new ScoredPayment(payment, features));
  }

  @Override
  void refuse(CardPayment payment, Context context) {
    throw new IllegalStateException(
        "payment " + payment.eventId + " is behind the watermark that its terminal kept");
  }

  @Override
  long retention() {
    return Windows.CARD_RETENTION;
  }

  @Override
  void evict(CardHistory known, long time) {
    known.evict(time - Windows.CARD_RETENTION - Windows.slack(eventTime));
  }

  @Override
  long latest(CardHistory known) {
    return known.latest();
  }

  @Override
  long expiry(CardHistory known) {
    return known.expiryMillis;
  }

  @Override
  void setExpiry(CardHistory known, long millis) {
    known.expiryMillis = millis;
  }
}
