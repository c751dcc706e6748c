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
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * KafkaIO's source, with checkpoints whose watermarks belong to their offsets.
 *
 * <p>KafkaIO's reader (Beam 2.70.0, {@code KafkaUnboundedReader.getCheckpointMark}) stores the
 * watermark that it was last asked for. The Flink runner asks on a timer and not before a snapshot,
 * so after a restart the watermark would lag behind the records already read, and a late record
 * would be taken for one in time. This source asks before each checkpoint.
 */
final class ExactCheckpointSource<T, MarkT extends CheckpointMark>
    extends UnboundedSource<T, MarkT> {
  private static final long serialVersionUID = 1L;

  private final UnboundedSource<T, MarkT> source;
  private final @Nullable ReadAlignment alignment;
  private final History history;

  ExactCheckpointSource(
      UnboundedSource<T, MarkT> source, @Nullable ReadAlignment alignment, History history) {
    this.source = source;
    this.alignment = alignment;
    this.history = history;
  }

  @Override
  public List<ExactCheckpointSource<T, MarkT>> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    List<ExactCheckpointSource<T, MarkT>> splits = new ArrayList<>();
    for (UnboundedSource<T, MarkT> split : source.split(desiredNumSplits, options)) {
      splits.add(new ExactCheckpointSource<>(split, alignment, history));
    }
    return splits;
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable MarkT mark)
      throws IOException {
    UnboundedReader<T> reader = source.createReader(options, mark);
    return new ExactCheckpointReader<>(
        this,
        reader,
        alignment == null ? null : alignment.join(),
        HistoryProgress.of(history, reader));
  }

  @Override
  public Coder<MarkT> getCheckpointMarkCoder() {
    return source.getCheckpointMarkCoder();
  }

  @Override
  public Coder<T> getOutputCoder() {
    return source.getOutputCoder();
  }

  @Override
  public boolean requiresDeduping() {
    return source.requiresDeduping();
  }

  @Override
  public boolean offsetBasedDeduplicationSupported() {
    return source.offsetBasedDeduplicationSupported();
  }

  @Override
  public void validate() {
    source.validate();
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.delegate(source);
  }
}
