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
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The source of {@link ReadLog}: one split. */
final class LogSource extends UnboundedSource<KafkaRecord<byte[], byte[]>, LogSource.Mark> {
  private static final long serialVersionUID = 1L;

  private final RecordLog log;
  private final long maxOutOfOrdernessMillis;
  private final boolean holdingWatermark;
  private final @Nullable ReadAlignment alignment;

  LogSource(
      RecordLog log,
      long maxOutOfOrdernessMillis,
      boolean holdingWatermark,
      @Nullable ReadAlignment alignment) {
    this.log = log;
    this.maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
    this.holdingWatermark = holdingWatermark;
    this.alignment = alignment;
  }

  @Override
  public List<LogSource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<KafkaRecord<byte[], byte[]>> createReader(
      PipelineOptions options, @Nullable Mark mark) {
    Mark from = mark == null ? new Mark(0, RecordCheck.FIRST_MILLIS) : mark;
    return new LogReader(
        this, from, maxOutOfOrdernessMillis, alignment == null ? null : alignment.join());
  }

  RecordLog.Cursor open() throws IOException {
    return log.open();
  }

  boolean isHoldingWatermark() {
    return holdingWatermark;
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return new MarkCoder();
  }

  @Override
  public Coder<KafkaRecord<byte[], byte[]>> getOutputCoder() {
    return ReadEvents.recordCoder();
  }

  /** How many records were read, and the watermark after them: the end of time after the last. */
  static final class Mark implements CheckpointMark {
    final long records;
    final long watermarkMillis;

    Mark(long records, long watermarkMillis) {
      this.records = records;
      this.watermarkMillis = watermarkMillis;
    }

    /** Whether there is nothing left to read. */
    boolean ended() {
      return watermarkMillis == RecordHeaders.END_OF_TIME_MILLIS;
    }

    @Override
    public void finalizeCheckpoint() {}
  }

  private static final class MarkCoder extends CustomCoder<Mark> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(Mark mark, OutputStream out) throws IOException {
      BigEndianLongCoder.of().encode(mark.records, out);
      BigEndianLongCoder.of().encode(mark.watermarkMillis, out);
    }

    @Override
    public Mark decode(InputStream in) throws IOException {
      long records = BigEndianLongCoder.of().decode(in);
      return new Mark(records, BigEndianLongCoder.of().decode(in));
    }

    @Override
    public void verifyDeterministic() {}
  }
}
