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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;

public class ReadLogTest {
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final long T = 1_704_067_200_000L;
  private static final long MINUTE = 60_000;
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final long[] TIMES = {T, T + 5 * MINUTE, T + 1, T + 999 * 86_400_000L, -1, T + 5};
  private static final List<Long> TIMESTAMPS =
      List.of(T, T + 5 * MINUTE, T + 4 * MINUTE, T + 4 * MINUTE, T + 4 * MINUTE, T + 4 * MINUTE);

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void aRestartBetweenAnyTwoRecordsChangesNoTimestamp() throws Exception {
    LogSource source = new LogSource(new Listed(TIMES), MINUTE, false, null);
    for (int restart = 0; restart <= TIMES.length; restart++) {
      List<Long> timestamps = new ArrayList<>();
      LogSource.Mark mark;
      try (UnboundedReader<?> reader = source.createReader(OPTIONS, null)) {
        boolean available = reader.start();
        for (int record = 0; record < restart; record++) {
          assertThat(available, is(true));
          timestamps.add(reader.getCurrentTimestamp().getMillis());
          available = record + 1 < restart && reader.advance();
        }
        // To start is to read the first record.
        mark = restart == 0 ? null : (LogSource.Mark) reader.getCheckpointMark();
      }
      try (UnboundedReader<?> reader = source.createReader(OPTIONS, throughBytes(source, mark))) {
        for (boolean more = reader.start(); more; more = reader.advance()) {
          timestamps.add(reader.getCurrentTimestamp().getMillis());
        }
        assertThat(reader.getWatermark(), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
        mark = (LogSource.Mark) reader.getCheckpointMark();
        assertThat("closed at its end", OPEN.get(), is(0));
      }
      assertThat("restart after " + restart, timestamps, is(TIMESTAMPS));
      try (UnboundedReader<?> ended = source.createReader(OPTIONS, throughBytes(source, mark))) {
        assertThat(ended.start(), is(false));
        assertThat(ended.advance(), is(false));
        assertThat(ended.getWatermark(), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
      }
    }
  }

  @Test
  public void theWatermarkFollowsTheRecordsUnlessItIsHeldToTheEnd() throws Exception {
    try (UnboundedReader<?> following =
            new LogSource(new Listed(TIMES), MINUTE, false, null).createReader(OPTIONS, null);
        UnboundedReader<?> holding =
            new LogSource(new Listed(TIMES), MINUTE, true, null).createReader(OPTIONS, null)) {
      following.start();
      assertThat(following.getWatermark().getMillis(), is(T - MINUTE));
      boolean more = holding.start();
      while (more) {
        assertThat(holding.getWatermark(), is(BoundedWindow.TIMESTAMP_MIN_VALUE));
        assertThat(holding.getCurrentTimestamp(), is(BoundedWindow.TIMESTAMP_MIN_VALUE));
        more = holding.advance();
      }
      assertThat(holding.getWatermark(), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
    }
  }

  @Test
  public void aLogThatHasBecomeShorterIsSaidToBe() throws Exception {
    LogSource source = new LogSource(new Listed(T), MINUTE, false, null);
    try (UnboundedReader<?> reader = source.createReader(OPTIONS, new LogSource.Mark(2, T))) {
      assertThat(
          assertThrows(EOFException.class, reader::start).getMessage(),
          containsString("has 1 records, but 2 had been read"));
    }
  }

  @Test
  public void inAPipelineItIsReadOnceAndEnds() {
    PAssert.that(
            pipeline
                .apply("history", ReadLog.of(new Listed(TIMES)))
                .apply(ParDo.of(new Timestamps())))
        .containsInAnyOrder(TIMESTAMPS);
    pipeline.run();
    assertThat(OPEN.get(), is(0));
  }

  private static LogSource.@Nullable Mark throughBytes(
      LogSource source, LogSource.@Nullable Mark mark) throws Exception {
    return mark == null
        ? null
        : CoderUtils.decodeFromByteArray(
            source.getCheckpointMarkCoder(),
            CoderUtils.encodeToByteArray(source.getCheckpointMarkCoder(), mark));
  }

  private static final class Timestamps extends DoFn<KafkaRecord<byte[], byte[]>, Long> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Timestamp Instant timestamp, OutputReceiver<Long> output) {
      output.output(timestamp.getMillis());
    }
  }

  /** A record for each time; without a header where it is negative. */
  private static final class Listed implements RecordLog {
    private static final long serialVersionUID = 1L;

    private final long[] times;

    Listed(long... times) {
      this.times = times;
    }

    @Override
    public Cursor open() {
      List<KafkaRecord<byte[], byte[]>> records = new ArrayList<>();
      for (long time : times) {
        Headers headers = new RecordHeaders();
        if (time >= 0) {
          headers.add(
              io.weir.streams.RecordHeaders.EVENT_TIME, io.weir.streams.RecordHeaders.encode(time));
        }
        records.add(
            new KafkaRecord<>(
                "log",
                0,
                records.size(),
                T + 10 * MINUTE,
                KafkaTimestampType.LOG_APPEND_TIME,
                headers,
                "key".getBytes(UTF_8),
                "value".getBytes(UTF_8)));
      }
      Iterator<KafkaRecord<byte[], byte[]>> iterator = records.iterator();
      OPEN.incrementAndGet();
      return new Cursor() {
        @Override
        public @Nullable KafkaRecord<byte[], byte[]> next() {
          return iterator.hasNext() ? iterator.next() : null;
        }

        @Override
        public void close() throws IOException {
          OPEN.decrementAndGet();
        }
      };
    }
  }
}
