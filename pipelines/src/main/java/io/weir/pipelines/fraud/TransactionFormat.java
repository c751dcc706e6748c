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
package io.weir.pipelines.fraud;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import io.weir.streams.EventFormat;
import io.weir.streams.RejectedRecordException;

/** Reads {@link Transaction}s and refuses those that cannot be scored. */
final class TransactionFormat implements EventFormat<Transaction> {
  private static final long serialVersionUID = 1L;

  /** Ten thousand million units of currency: sums of a month stay far inside a long. */
  private static final long MAX_AMOUNT_CENTS = 1_000_000_000_000L;

  @Override
  public Transaction parse(byte[] value) throws RejectedRecordException {
    Transaction transaction;
    try {
      transaction = Transaction.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new RejectedRecordException(
          Stage.DECODE, Reason.UNDECODABLE, "no Transaction: " + e.getMessage());
    }
    MessageChecks.eventId(transaction.getEventId());
    MessageChecks.present("card_id", transaction.getCardId());
    MessageChecks.present("terminal_id", transaction.getTerminalId());
    MessageChecks.time("event_time_ms", transaction.getEventTimeMs());
    long amount = transaction.getAmountCents();
    if (amount < 0 || amount > MAX_AMOUNT_CENTS) {
      throw new RejectedRecordException(
          Stage.VALIDATE,
          Reason.INVALID_AMOUNT,
          "amount_cents is " + amount + ", must be 0 to " + MAX_AMOUNT_CENTS);
    }
    return transaction;
  }

  @Override
  public long eventTimeMillis(Transaction transaction) {
    return transaction.getEventTimeMs();
  }
}
