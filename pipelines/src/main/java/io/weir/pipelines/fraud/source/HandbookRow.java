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

import io.weir.proto.fraud.v1.Transaction;
import org.jspecify.annotations.Nullable;

/** One row: a transaction with what is known of it, or bytes that are none. */
final class HandbookRow {
  /** What a file can say of a transaction. */
  enum Truth {
    UNKNOWN,
    GENUINE,
    FRAUD
  }

  private final byte[] text;
  private final @Nullable String customer;
  private final @Nullable Transaction transaction;
  private final Truth truth;

  private HandbookRow(
      byte[] text, @Nullable String customer, @Nullable Transaction transaction, Truth truth) {
    this.text = text;
    this.customer = customer;
    this.transaction = transaction;
    this.truth = truth;
  }

  static HandbookRow readable(byte[] text, Transaction transaction, Truth truth) {
    return new HandbookRow(text, transaction.getCardId(), transaction, truth);
  }

  static HandbookRow broken(byte[] text, @Nullable String customer) {
    return new HandbookRow(text, customer, null, Truth.UNKNOWN);
  }

  /** Null where the row cannot be read. */
  @Nullable Transaction transaction() {
    return transaction;
  }

  Truth truth() {
    return truth;
  }

  /** The row as it is in the file. */
  byte[] text() {
    return text;
  }

  /** The customer's id, or the whole row where there is none. */
  String key() {
    return customer == null ? new String(text, UTF_8) : customer;
  }
}
