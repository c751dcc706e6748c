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

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reader of an {@link ExactCheckpointSource}; all but checkpoints, alignment, the end and the
 * hold of history is the other's. Its checkpoint has the watermark of the records, whatever holds.
 *
 * <p>A reader whose partitions have all ended closes itself at its next checkpoint: the Direct
 * runner (Beam 2.70.0, {@code UnboundedReadEvaluatorFactory}) forgets one that reaches the end of
 * time together with its last record, and KafkaIO's threads would keep the process alive.
 */
final class ExactCheckpointReader<T> extends UnboundedReader<T> {
  /** Asking for the watermark costs more than reading a record. */
  private static final int READS_PER_CHECK = 64;

  private final UnboundedSource<T, ?> source;
  private final UnboundedReader<T> reader;
  private final ReadAlignment.@Nullable Member alignment;
  private final @Nullable HistoryProgress history;
  private int readsUntilCheck = READS_PER_CHECK;
  private boolean closed;

  ExactCheckpointReader(
      UnboundedSource<T, ?> source,
      UnboundedReader<T> reader,
      ReadAlignment.@Nullable Member alignment,
      @Nullable HistoryProgress history) {
    this.source = source;
    this.reader = reader;
    this.alignment = alignment;
    this.history = history;
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    Instant watermark = reader.getWatermark();
    CheckpointMark mark = reader.getCheckpointMark();
    if (!watermark.isBefore(BoundedWindow.TIMESTAMP_MAX_VALUE)) {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a reader at its end", e);
      }
    }
    return mark;
  }

  @Override
  public boolean start() throws IOException {
    if (closed) {
      return false;
    }
    boolean available = reader.start();
    if (history != null) {
      history.look(reader);
    }
    return available;
  }

  @Override
  public boolean advance() throws IOException {
    if (closed || !mayRead()) {
      return false;
    }
    boolean advanced = reader.advance();
    if (!advanced) {
      // Caught up: the others must hear of the watermark without 64 more records.
      readsUntilCheck = 0;
    }
    return seen(advanced);
  }

  private boolean seen(boolean available) {
    if (available && history != null) {
      history.read(reader.getCurrent());
    }
    return available;
  }

  /** While it may not, every call asks again. */
  private boolean mayRead() {
    if (alignment == null || --readsUntilCheck > 0) {
      return true;
    }
    boolean may = alignment.mayRead(reader.getWatermark().getMillis());
    readsUntilCheck = may ? READS_PER_CHECK : 0;
    return may;
  }

  @Override
  public T getCurrent() {
    return reader.getCurrent();
  }

  /** Of history where the watermark is held, so that a record on its way holds it, too. */
  @Override
  public Instant getCurrentTimestamp() {
    return history != null && history.holds(reader.getCurrent())
        ? HistoryProgress.READING
        : reader.getCurrentTimestamp();
  }

  @Override
  public byte[] getCurrentRecordId() {
    return reader.getCurrentRecordId();
  }

  @Override
  public byte[] getCurrentRecordOffset() {
    return reader.getCurrentRecordOffset();
  }

  @Override
  public Instant getWatermark() {
    Instant watermark = reader.getWatermark();
    return history == null ? watermark : history.hold(watermark);
  }

  @Override
  public long getSplitBacklogBytes() {
    return reader.getSplitBacklogBytes();
  }

  @Override
  public long getTotalBacklogBytes() {
    return reader.getTotalBacklogBytes();
  }

  @Override
  public UnboundedSource<T, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      if (alignment != null) {
        alignment.close();
      }
      reader.close();
    }
  }
}
