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
package io.weir.pipelines.fraud.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;

/** Messages as records of the pipeline's input topics. */
final class FraudRecords {
  /** The topic of transactions in the manifest. */
  static final String TRANSACTIONS = "transactions";

  /** The topic of labels in the manifest. */
  static final String LABELS = "labels";

  private FraudRecords() {}

  /** A transaction, keyed by card, at its own time. */
  static SourceEvent transaction(Transaction transaction) {
    return new SourceEvent(
        TRANSACTIONS,
        transaction.getCardIdBytes().toByteArray(),
        transaction.toByteArray(),
        transaction.getEventTimeMs(),
        true);
  }

  /**
   * What is known of a transaction once its investigation ends: keyed by terminal, at that time.
   */
  static Label label(Transaction transaction, boolean fraud, long knownTimeMillis) {
    return Label.newBuilder()
        .setEventId(transaction.getEventId())
        .setKnownTimeMs(knownTimeMillis)
        .setTerminalId(transaction.getTerminalId())
        .setTransactionTimeMs(transaction.getEventTimeMs())
        .setFraud(fraud)
        .setSequence(transaction.getSequence())
        .build();
  }

  /** A label, keyed by terminal, at the time at which it becomes known. */
  static SourceEvent label(Label label) {
    return new SourceEvent(
        LABELS,
        label.getTerminalIdBytes().toByteArray(),
        label.toByteArray(),
        label.getKnownTimeMs(),
        false);
  }

  /** Bytes that are no transaction, at the time of the stream around them. */
  static SourceEvent undecodable(String key, byte[] value, long sourceTimeMillis) {
    return new SourceEvent(TRANSACTIONS, key.getBytes(UTF_8), value, sourceTimeMillis, true);
  }
}
