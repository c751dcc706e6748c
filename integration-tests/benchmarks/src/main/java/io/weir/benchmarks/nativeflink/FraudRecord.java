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

import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;

/**
 * A record of an input topic: a payment, a label, a control record or one that is refused. One flat
 * class for all, so that the shuffle needs one serialiser and no dispatch. Nobody changes it.
 */
final class FraudRecord implements Ordered {
  static final byte PAYMENT = 0;
  static final byte LABEL = 1;
  static final byte CONTROL = 2;
  static final byte REFUSED = 3;

  private static final byte[] NO_BYTES = {};

  final byte kind;

  /** When it happened or, of a label, became known; of a control record the source time. */
  final long timeMillis;

  final long sequence;
  final String eventId;
  final String terminal;
  final String card;
  final long amountCents;

  /** Of a label: when the payment that it is about happened. */
  final long paymentTimeMillis;

  /** Of a label: what it says. */
  final boolean fraud;

  /** Where a payment was read. */
  final int partition;

  final long offset;

  /** Of a refused record: its dead letter. */
  final byte[] deadLetter;

  FraudRecord(
      byte kind,
      long timeMillis,
      long sequence,
      String eventId,
      String terminal,
      String card,
      long amountCents,
      long paymentTimeMillis,
      boolean fraud,
      int partition,
      long offset,
      byte[] deadLetter) {
    this.kind = kind;
    this.timeMillis = timeMillis;
    this.sequence = sequence;
    this.eventId = eventId;
    this.terminal = terminal;
    this.card = card;
    this.amountCents = amountCents;
    this.paymentTimeMillis = paymentTimeMillis;
    this.fraud = fraud;
    this.partition = partition;
    this.offset = offset;
    this.deadLetter = deadLetter;
  }

  static FraudRecord payment(Transaction payment, int partition, long offset) {
    return new FraudRecord(
        PAYMENT,
        payment.getEventTimeMs(),
        payment.getSequence(),
        payment.getEventId(),
        payment.getTerminalId(),
        payment.getCardId(),
        payment.getAmountCents(),
        0,
        false,
        partition,
        offset,
        NO_BYTES);
  }

  static FraudRecord label(Label label) {
    return new FraudRecord(
        LABEL,
        label.getKnownTimeMs(),
        label.getSequence(),
        label.getEventId(),
        label.getTerminalId(),
        "",
        0,
        label.getTransactionTimeMs(),
        label.getFraud(),
        0,
        0,
        NO_BYTES);
  }

  static FraudRecord control(long sourceTimeMillis) {
    return new FraudRecord(CONTROL, sourceTimeMillis, 0, "", "", "", 0, 0, false, 0, 0, NO_BYTES);
  }

  static FraudRecord refused(byte[] deadLetter) {
    return new FraudRecord(REFUSED, Long.MIN_VALUE, 0, "", "", "", 0, 0, false, 0, 0, deadLetter);
  }

  boolean isLabel() {
    return kind == LABEL;
  }

  @Override
  public long timeMillis() {
    return timeMillis;
  }

  @Override
  public int rank() {
    return isLabel() ? 0 : 1;
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
