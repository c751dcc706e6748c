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

package io.weir.streams;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;

/** A protobuf format as a pipeline has it. */
final class TransactionFormat implements EventFormat<Transaction> {
  private static final long serialVersionUID = 1L;

  @Override
  public Transaction parse(byte[] value) throws RejectedRecordException {
    Transaction transaction;
    try {
      transaction = Transaction.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw RejectedRecordException.undecodable("no Transaction");
    }
    if (transaction.getEventId().isEmpty()) {
      throw RejectedRecordException.invalid(Reason.MISSING_EVENT_ID, "event_id is empty");
    }
    return transaction;
  }

  @Override
  public long eventTimeMillis(Transaction message) {
    return message.getEventTimeMs();
  }
}
