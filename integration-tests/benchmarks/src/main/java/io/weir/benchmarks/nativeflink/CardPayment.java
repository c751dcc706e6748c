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

/** A payment that knows its terminal's counts, on its way to the card. Nobody changes it. */
final class CardPayment implements Ordered {
  final long timeMillis;
  final long sequence;
  final String eventId;
  final String terminal;
  final String card;
  final long amountCents;
  final boolean late;
  final int partition;
  final long offset;

  /** Payments and frauds among them of each of {@link Windows#LENGTHS}, alternating. */
  final int[] terminalCounts;

  CardPayment(
      long timeMillis,
      long sequence,
      String eventId,
      String terminal,
      String card,
      long amountCents,
      boolean late,
      int partition,
      long offset,
      int[] terminalCounts) {
    this.timeMillis = timeMillis;
    this.sequence = sequence;
    this.eventId = eventId;
    this.terminal = terminal;
    this.card = card;
    this.amountCents = amountCents;
    this.late = late;
    this.partition = partition;
    this.offset = offset;
    this.terminalCounts = terminalCounts;
  }

  static CardPayment of(FraudRecord payment, boolean late, int[] terminalCounts) {
    return new CardPayment(
        payment.timeMillis,
        payment.sequence,
        payment.eventId,
        payment.terminal,
        payment.card,
        payment.amountCents,
        late,
        payment.partition,
        payment.offset,
        terminalCounts);
  }

  @Override
  public long timeMillis() {
    return timeMillis;
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public String eventId() {
    return eventId;
  }
}
