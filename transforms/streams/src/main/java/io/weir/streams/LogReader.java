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

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** The reader of a {@link LogSource}. It frees what it holds at the end already. */
final class LogReader extends UnboundedReader<KafkaRecord<byte[], byte[]>> {
  private final LogSource source;
  private final PartitionWatermark watermark;
  private final ReadAlignment.@Nullable Member alignment;
  private long records;
  private boolean ended;
  private RecordLog.@Nullable Cursor cursor;
  private @Nullable KafkaRecord<byte[], byte[]> current;
  private Instant currentTimestamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  LogReader(
      LogSource source,
      LogSource.Mark from,
      long maxOutOfOrdernessMillis,
      ReadAlignment.@Nullable Member alignment) {
    this.source = source;
    this.records = from.records;
    this.watermark = new PartitionWatermark(maxOutOfOrdernessMillis, from.watermarkMillis);
    this.ended = from.ended();
    this.alignment = alignment;
  }

  @Override
  public boolean start() throws IOException {
    if (ended) {
      return false;
    }
    RecordLog.Cursor opened = source.open();
    cursor = opened;
    for (long passed = 0; passed < records; passed++) {
      if (opened.next() == null) {
        throw new EOFException(
            "the log has " + passed + " records, but " + records + " had been read from it");
      }
    }
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    if (ended || (alignment != null && !alignment.mayRead(watermark.millis()))) {
      return false;
    }
    KafkaRecord<byte[], byte[]> next = requireNonNull(cursor, "advance before start").next();
    if (next == null) {
      ended = true;
      close();
      return false;
    }
    records++;
    current = next;
    currentTimestamp = Instant.ofEpochMilli(timestamp(next));
    return true;
  }

  /** As a partition's policy gives it, but by the header alone: nothing is decoded yet. */
  private long timestamp(KafkaRecord<byte[], byte[]> record) {
    long time = RecordHeaders.timeOf(record.getHeaders(), RecordHeaders.EVENT_TIME);
    return time == RecordHeaders.NO_TIME || RecordCheck.isFarFuture(time, record.getTimestamp())
        ? watermark.millis()
        : watermark.read(Verdict.event(time));
  }

  @Override
  public KafkaRecord<byte[], byte[]> getCurrent() {
    KafkaRecord<byte[], byte[]> record = current;
    if (record == null) {
      throw new NoSuchElementException("no record was read");
    }
    return record;
  }

  /** Where the watermark is held, so that a record on its way holds that of the steps, too. */
  @Override
  public Instant getCurrentTimestamp() {
    return source.isHoldingWatermark() ? HistoryProgress.READING : currentTimestamp;
  }

  @Override
  public Instant getWatermark() {
    if (ended) {
      return BoundedWindow.TIMESTAMP_MAX_VALUE;
    }
    return source.isHoldingWatermark()
        ? HistoryProgress.READING
        : Instant.ofEpochMilli(watermark.millis());
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    return new LogSource.Mark(
        records, ended ? RecordHeaders.END_OF_TIME_MILLIS : watermark.millis());
  }

  @Override
  public LogSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    if (alignment != null) {
      alignment.close();
    }
    RecordLog.Cursor opened = cursor;
    cursor = null;
    if (opened != null) {
      opened.close();
    }
  }
}
