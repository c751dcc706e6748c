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

/**
 * The reader of an {@link ExactCheckpointSource}; all but checkpoints and the end is the other's.
 *
 * <p>A reader whose partitions have all ended closes itself at its next checkpoint: the Direct
 * runner (Beam 2.70.0, {@code UnboundedReadEvaluatorFactory}) forgets one that reaches the end of
 * time together with its last record, and KafkaIO's threads would keep the process alive.
 */
final class ExactCheckpointReader<T> extends UnboundedReader<T> {
  private final UnboundedSource<T, ?> source;
  private final UnboundedReader<T> reader;
  private boolean closed;

  ExactCheckpointReader(UnboundedSource<T, ?> source, UnboundedReader<T> reader) {
    this.source = source;
    this.reader = reader;
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
    return !closed && reader.start();
  }

  @Override
  public boolean advance() throws IOException {
    return !closed && reader.advance();
  }

  @Override
  public T getCurrent() {
    return reader.getCurrent();
  }

  @Override
  public Instant getCurrentTimestamp() {
    return reader.getCurrentTimestamp();
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
    return reader.getWatermark();
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
      reader.close();
    }
  }
}
