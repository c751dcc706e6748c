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
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.joda.time.Instant;

/** The reader of an {@link ExactCheckpointSource}; all but the checkpoint is the other's. */
final class ExactCheckpointReader<T> extends UnboundedReader<T> {
  private final UnboundedSource<T, ?> source;
  private final UnboundedReader<T> reader;

  ExactCheckpointReader(UnboundedSource<T, ?> source, UnboundedReader<T> reader) {
    this.source = source;
    this.reader = reader;
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    reader.getWatermark();
    return reader.getCheckpointMark();
  }

  @Override
  public boolean start() throws IOException {
    return reader.start();
  }

  @Override
  public boolean advance() throws IOException {
    return reader.advance();
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
    reader.close();
  }
}
