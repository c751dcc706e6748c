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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.proto.fraud.v1.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.ClassRule;
import org.junit.Test;

/** What is history, and what a runner may know of a topic while it is read. */
public class HistoryTest {
  @ClassRule public static final KafkaBroker BROKER = new KafkaBroker();

  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final long T = 1_704_067_200_000L;
  private static final long MINUTE = 60_000;
  private static final Instant READING = BoundedWindow.TIMESTAMP_MIN_VALUE;

  @Test
  public void byOffsetAPartitionThatIsNotNamedHasNone() {
    History history = History.below(Map.of(3, 10L));
    assertThat(history.holds(3, 9, null), is(true));
    assertThat(history.holds(3, 10, null), is(false));
    assertThat(history.holds(2, 0, null), is(false));
    assertThat(History.none().holds(3, 0, null), is(false));
  }

  @Test
  public void byTimeARecordWithoutAnyIsNone() {
    History history = History.before(T);
    assertThat(history.holds(TestRecord.event(T - 1).build()), is(true));
    assertThat(history.holds(TestRecord.event(T).build()), is(false));
    assertThat(history.holds(TestRecord.event(T - 1).withoutHeaders().build()), is(false));
    assertThat(History.everything().holds(TestRecord.empty().build()), is(true));
  }

  @Test
  public void ofHistoryWhatIsNoEventIsNoDeadLetterEither() {
    Instant atWatermark = Instant.ofEpochMilli(T);
    DecodeHarness decode =
        new DecodeHarness(LateRecords.DEAD_LETTER, History.below(Map.of(3, 10L)));
    assertThat(
        decode.fate(TestRecord.event(T).value("?").offset(9).build(), atWatermark), is("control"));
    assertThat(decode.fate(TestRecord.event(T - 1).offset(9).build(), atWatermark), is("control"));
    assertThat(
        decode.fate(TestRecord.event(T).offset(9).build(), atWatermark), is(DecodeHarness.HISTORY));
    assertThat(
        decode.fate(TestRecord.event(T).value("?").offset(10).build(), atWatermark),
        is("UNDECODABLE"));
    assertThat(decode.fate(TestRecord.event(T - 1).offset(10).build(), atWatermark), is("LATE"));
    assertThat(
        decode.fate(TestRecord.event(T).offset(10).build(), atWatermark), is(Partition.EVENT));
  }

  @Test
  public void whatIsReadWhereTheWatermarkIsHeldIsNotLate() {
    DecodeHarness decode = new DecodeHarness(LateRecords.DEAD_LETTER, History.everything());
    assertThat(decode.fate(TestRecord.event(T).build(), READING), is(DecodeHarness.HISTORY));
  }

  @Test
  public void theWatermarkIsHeldUntilTheHistoryOfEveryPartitionIsRead() throws Exception {
    BROKER.createTopic("held", 2);
    send("held", 0, T, T + 2 * MINUTE, T + 9 * MINUTE);
    try (UnboundedReader<?> reader = reader("held", Map.of(0, 2L, 1, 1L), null)) {
      read(reader, 3);
      assertThat(reader.getWatermark(), is(READING));
      send("held", 1, T + 3 * MINUTE);
      readOn(reader, 1);
      assertThat(reader.getWatermark().getMillis(), is(T + 2 * MINUTE));
    }
  }

  @Test
  public void aTopicWithoutHistoryLeavesTheBeginningOfTimeAtOnce() throws Exception {
    BROKER.createTopic("new", 2);
    try (UnboundedReader<?> reader = reader("new", Map.of(0, 0L, 1, 0L), null)) {
      reader.start();
      assertThat(reader.getWatermark(), is(HistoryProgress.READ));
      assertThat(reader.getWatermark(), is(not(READING)));
    }
  }

  @Test
  public void historyThatRetentionHasDeletedIsNotWaitedFor() throws Exception {
    BROKER.createTopic("deleted", 2);
    send("deleted", 0, T, T + MINUTE, T + 9 * MINUTE);
    send("deleted", 1, T, T + MINUTE);
    BROKER.deleteRecords("deleted", 1, 2);
    try (UnboundedReader<?> reader = reader("deleted", Map.of(0, 2L, 1, 2L), null)) {
      read(reader, 1);
      assertThat(reader.getWatermark(), is(READING));
      readOn(reader, 1);
      assertThat(reader.getWatermark(), is(HistoryProgress.READ));
    }
  }

  @Test
  public void historyHoldsTheWatermarkAcrossARestartAndItsRecordsDoOnTheirWay() throws Exception {
    BROKER.createTopic("restarted", 1);
    send("restarted", 0, T + 5 * MINUTE, T, T + 6 * MINUTE, T + 1, T + 7 * MINUTE);
    long reading = READING.getMillis();
    List<Long> expected = Arrays.asList(reading, reading, reading, reading, T + 7 * MINUTE);
    Map<Integer, Long> end = Map.of(0, 4L);
    for (int restart = 1; restart < 5; restart++) {
      List<Long> timestamps = new ArrayList<>();
      CheckpointMark mark;
      try (UnboundedReader<?> reader = reader("restarted", end, null)) {
        timestamps.addAll(read(reader, restart));
        mark = reader.getCheckpointMark();
      }
      try (UnboundedReader<?> reader = reader("restarted", end, mark)) {
        assertThat("after " + restart, reader.getWatermark().equals(READING), is(restart < 4));
        timestamps.addAll(read(reader, 5 - restart));
        assertThat(reader.getWatermark().getMillis(), is(T + 6 * MINUTE));
      }
      assertThat("restart after " + restart, timestamps, is(expected));
    }
  }

  private static void send(String topic, int partition, long... times) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long time : times) {
      records.add(Transactions.event(topic, partition, "id-" + time, time));
    }
    BROKER.send(records);
  }

  private static UnboundedReader<?> reader(
      String topic, Map<Integer, Long> ends, @Nullable CheckpointMark mark) throws Exception {
    ReadSettings settings =
        ReadSettings.of(topic)
            .consumer(
                Collections.singletonMap(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.bootstrapServers()))
            .watermarkFrom(WatermarkSource.RECORDS)
            .maxOutOfOrderness(Duration.ofMinutes(1))
            .history(History.below(ends).holdingWatermark());
    return reader(KafkaSources.of(settings, new TransactionFormat()), mark);
  }

  @SuppressWarnings("unchecked") // A reader's mark is of its source's type.
  private static <MarkT extends CheckpointMark> UnboundedReader<?> reader(
      UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, MarkT> source,
      @Nullable CheckpointMark mark)
      throws Exception {
    UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, MarkT> split =
        source.split(1, OPTIONS).get(0);
    if (mark == null) {
      return split.createReader(OPTIONS, null);
    }
    byte[] bytes = CoderUtils.encodeToByteArray(split.getCheckpointMarkCoder(), (MarkT) mark);
    return split.createReader(
        OPTIONS, CoderUtils.decodeFromByteArray(split.getCheckpointMarkCoder(), bytes));
  }

  private static List<Long> read(UnboundedReader<?> reader, int count) throws Exception {
    return read(reader, count, reader.start());
  }

  private static List<Long> readOn(UnboundedReader<?> reader, int count) throws Exception {
    return read(reader, count, reader.advance());
  }

  private static List<Long> read(UnboundedReader<?> reader, int count, boolean first)
      throws Exception {
    List<Long> timestamps = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean available = first;
    while (timestamps.size() < count) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("only " + timestamps.size() + " of " + count + " records came");
      }
      if (available) {
        timestamps.add(reader.getCurrentTimestamp().getMillis());
      }
      available = timestamps.size() < count && reader.advance();
    }
    return timestamps;
  }
}
