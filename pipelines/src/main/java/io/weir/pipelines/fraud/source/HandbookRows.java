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

import static io.weir.pipelines.fraud.source.FieldValues.NOT_READABLE;

import io.weir.pipelines.fraud.source.HandbookRow.Truth;
import io.weir.proto.fraud.v1.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines as rows of the handbook's file. A row is broken if it has more or fewer fields than
 * the header, or if one of those that are needed is empty or not what it should be.
 */
final class HandbookRows {
  private final HandbookColumns columns;
  private final Fields fields = new Fields();
  private final FieldValues values = new FieldValues();

  HandbookRows(HandbookColumns columns) {
    this.columns = columns;
  }

  HandbookRow read(byte[] line) {
    fields.split(line);
    String customer = text(columns.customer());
    if (fields.count() != columns.count() || customer == null) {
      return HandbookRow.broken(line, customer);
    }
    long timeMillis = values.timeMillis(fields, columns.time());
    String terminal = text(columns.terminal());
    long amountCents = FieldValues.hundredths(fields, columns.amount());
    String id = text(columns.transaction());
    long sequence = FieldValues.wholeNumber(fields, columns.transaction());
    Truth truth = truth();
    if (timeMillis == NOT_READABLE
        || terminal == null
        || amountCents == NOT_READABLE
        || id == null
        || sequence == NOT_READABLE
        || truth == null) {
      return HandbookRow.broken(line, customer);
    }
    Transaction transaction =
        Transaction.newBuilder()
            .setEventId(id)
            .setEventTimeMs(timeMillis)
            .setCardId(customer)
            .setTerminalId(terminal)
            .setAmountCents(amountCents)
            .setSequence(sequence)
            .build();
    return HandbookRow.readable(line, transaction, amountCents < 0 ? Truth.UNKNOWN : truth);
  }

  /** Null where the row lacks the field, or the field is empty or no text. */
  private @Nullable String text(int field) {
    return field < fields.count() && fields.length(field) > 0 ? fields.text(field) : null;
  }

  private @Nullable Truth truth() {
    int field = columns.fraud();
    if (field == HandbookColumns.ABSENT) {
      return Truth.UNKNOWN;
    }
    if (fields.length(field) != 1) {
      return null;
    }
    byte code = fields.at(field, 0);
    if (code == '1') {
      return Truth.FRAUD;
    }
    return code == '0' ? Truth.GENUINE : null;
  }
}
