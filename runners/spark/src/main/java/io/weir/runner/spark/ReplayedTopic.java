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
package io.weir.runner.spark;

import io.weir.pipelines.Applications;
import io.weir.pipelines.SourceEvent;
import io.weir.streams.ReadEvents;
import io.weir.streams.WallClock;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The records that a replay of a file writes to one topic, as if they were read from its only
 * partition. Nothing in it is late: what a stream could not wait for is all there. Read by one
 * worker, because what the file says of one topic may be due between events of another.
 */
final class ReplayedTopic extends BoundedSource<KafkaRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final String application;
  private final String topic;
  private final String prefix;
  private final String file;

  /**
   * A topic of an application.
   *
   * @param application its name
   * @param topic the topic's name in the manifest
   * @param prefix what stands before it in a record
   * @param file on any Beam file system
   */
  ReplayedTopic(String application, String topic, String prefix, String file) {
    this.application = application;
    this.topic = topic;
    this.prefix = prefix;
    this.file = file;
  }

  @Override
  public List<? extends BoundedSource<KafkaRecord<byte[], byte[]>>> split(
      long desiredBundleSizeBytes, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) throws IOException {
    return ReplayedFile.only(file).sizeBytes();
  }

  @Override
  public Coder<KafkaRecord<byte[], byte[]>> getOutputCoder() {
    return ReadEvents.recordCoder();
  }

  @Override
  public BoundedReader<KafkaRecord<byte[], byte[]>> createReader(PipelineOptions options)
      throws IOException {
    return new Reader(this, ReplayedFile.open(Applications.named("pipeline", application), file));
  }

  private static final class Reader extends BoundedReader<KafkaRecord<byte[], byte[]>> {
    private final ReplayedTopic source;
    private final ReplayedFile events;

    /** In the place of a broker's: events of a day after it are refused, as in a stream. */
    private final long readTimeMillis = WallClock.millis();

    private long offset = -1;
    private @Nullable SourceEvent current;

    Reader(ReplayedTopic source, ReplayedFile events) {
      this.source = source;
      this.events = events;
    }

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public boolean advance() throws IOException {
      do {
        current = events.next();
      } while (current != null && !current.topic().equals(source.topic));
      offset++;
      return current != null;
    }

    private SourceEvent event() {
      if (current == null) {
        throw new NoSuchElementException("no record of " + source.topic + " at " + offset);
      }
      return current;
    }

    @Override
    public KafkaRecord<byte[], byte[]> getCurrent() {
      return event().asRecord(source.prefix, offset, readTimeMillis);
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(event().sourceTimeMillis());
    }

    @Override
    public void close() throws IOException {
      events.close();
    }

    @Override
    public BoundedSource<KafkaRecord<byte[], byte[]>> getCurrentSource() {
      return source;
    }
  }
}
