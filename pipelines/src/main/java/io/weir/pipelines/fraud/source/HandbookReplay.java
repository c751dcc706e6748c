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

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.HandbookRow.Truth;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Merges the rows of a file with their labels; {@link FraudSources#replay} says how. */
final class HandbookReplay implements EventSource {
  private final HandbookFile file;
  private final OpenLabels labels = new OpenLabels();
  private long rowsLeft;
  private long lastTimeMillis;
  private @Nullable SourceEvent upcoming;

  private HandbookReplay(HandbookFile file, long events, long firstTimeMillis) {
    this.file = file;
    this.rowsLeft = events;
    this.lastTimeMillis = firstTimeMillis;
  }

  /**
   * Opens a file for replay.
   *
   * @param events how many rows at most, at least 1; rows that cannot be read are counted too
   * @throws InvalidSettingException if the file cannot be opened, or is no such file: one line that
   *     names the option and the file
   */
  static HandbookReplay open(InputFile input, long events) {
    checkArgument(events >= 1, "events is %s, must be at least 1", events);
    try {
      long firstTimeMillis = firstTimeMillis(input);
      return new HandbookReplay(HandbookFile.open(input), events, firstTimeMillis);
    } catch (IOException e) {
      throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The time of the first row that can be read; the epoch where there is none. */
  private static long firstTimeMillis(InputFile input) throws IOException {
    try (HandbookFile file = HandbookFile.open(input)) {
      for (HandbookRow row = file.next(); row != null; row = file.next()) {
        Transaction transaction = row.transaction();
        if (transaction != null) {
          return transaction.getEventTimeMs();
        }
      }
      return 0;
    }
  }

  @Override
  public @Nullable SourceEvent next() throws IOException {
    SourceEvent row = upcoming == null ? nextRow() : upcoming;
    if (row == null) {
      return labels.next();
    }
    SourceEvent label = labels.knownAt(row.sourceTimeMillis());
    upcoming = label == null ? null : row;
    return label == null ? row : label;
  }

  private @Nullable SourceEvent nextRow() throws IOException {
    HandbookRow row = rowsLeft > 0 ? file.next() : null;
    if (row == null) {
      rowsLeft = 0;
      return null;
    }
    rowsLeft--;
    Transaction transaction = row.transaction();
    if (transaction == null) {
      return FraudRecords.undecodable(row.key(), row.text(), lastTimeMillis);
    }
    lastTimeMillis = transaction.getEventTimeMs();
    if (row.truth() != Truth.UNKNOWN) {
      long knownTimeMillis = lastTimeMillis + FraudSources.LABEL_DELAY.toMillis();
      labels.add(FraudRecords.label(transaction, row.truth() == Truth.FRAUD, knownTimeMillis));
    }
    return FraudRecords.transaction(transaction);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
