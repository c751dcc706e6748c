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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.proto.fraud.v1.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.beam.sdk.coders.Coder;
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
import org.jspecify.annotations.Nullable;
import org.junit.ClassRule;
import org.junit.Test;

/** The source as a runner drives it: splits, readers, checkpoints. */
public class KafkaReaderTest {
  @ClassRule public static final KafkaBroker BROKER = new KafkaBroker();

  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();
  private static final long T = 1_704_067_200_000L;
  private static final long MINUTE = 60_000;

  @Test
  public void aRestartBetweenAnyTwoRecordsChangesNoTimestamp() throws Exception {
    BROKER.createTopic("restart", 1);
    List<ProducerRecord<byte[], byte[]>> records =
        Arrays.asList(
            Transactions.event("restart", 0, "", T),
            Transactions.event("restart", 0, "a", T + 10 * MINUTE),
            Transactions.event("restart", 0, "late", T),
            ControlRecords.at("restart", 0, T + 20 * MINUTE),
            Transactions.event("restart", 0, "late", T + 18 * MINUTE),
            Transactions.event("restart", 0, "b", T + 19 * MINUTE));
    BROKER.send(records);
    UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, ?> source =
        source("restart", WatermarkSource.RECORDS);
    List<Long> expected =
        Arrays.asList(
            RecordCheck.FIRST_MILLIS,
            T + 10 * MINUTE,
            T + 9 * MINUTE,
            T + 9 * MINUTE,
            T + 19 * MINUTE,
            T + 19 * MINUTE);
    for (int restart = 0; restart <= records.size(); restart++) {
      assertThat(
          "restart after " + restart,
          timestamps(source, restart, records.size() - restart),
          is(expected));
    }
  }

  /** Reads with a checkpoint in between, before which no watermark is asked for. */
  private static <MarkT extends CheckpointMark> List<Long> timestamps(
      UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, MarkT> source,
      int before,
      int after)
      throws Exception {
    UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, MarkT> split =
        source.split(1, OPTIONS).get(0);
    List<Long> timestamps = new ArrayList<>();
    MarkT mark;
    try (UnboundedReader<?> reader = split.createReader(OPTIONS, null)) {
      readInto(timestamps, reader, before);
      mark = throughBytes(split.getCheckpointMarkCoder(), reader.getCheckpointMark());
    }
    try (UnboundedReader<?> reader = split.createReader(OPTIONS, mark)) {
      // A checkpoint right after the restart must not forget what the one before knew.
      mark = throughBytes(split.getCheckpointMarkCoder(), reader.getCheckpointMark());
    }
    try (UnboundedReader<?> reader = split.createReader(OPTIONS, mark)) {
      readInto(timestamps, reader, after);
    }
    return timestamps;
  }

  @SuppressWarnings("unchecked") // A reader's mark is of its source's type.
  private static <MarkT extends CheckpointMark> MarkT throughBytes(
      Coder<MarkT> coder, CheckpointMark mark) throws Exception {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, (MarkT) mark));
  }

  private static void readInto(List<Long> timestamps, UnboundedReader<?> reader, int count)
      throws Exception {
    if (count == 0) {
      return; // To start is to read the first record.
    }
    boolean available = reader.start();
    for (int i = 0; i < count; i++) {
      Deadline deadline = new Deadline();
      while (!available) {
        deadline.check("record " + i);
        available = reader.advance();
      }
      timestamps.add(reader.getCurrentTimestamp().getMillis());
      available = i + 1 < count && reader.advance();
    }
  }

  @Test
  public void theClockMovesThePartitionsThatHaveNoRecords() throws Exception {
    BROKER.createTopic("clock", 3);
    BROKER.send(
        Collections.singletonList(
            Transactions.event("clock", 1, "a", WallClock.millis() - 5 * MINUTE)));
    long start = WallClock.millis();
    try (UnboundedReader<?> reader = reader(source("clock", WatermarkSource.CLOCK))) {
      reader.start();
      advanceUntil(reader, () -> reader.getWatermark().getMillis() >= start - MINUTE);
      assertThat(reader.getWatermark().getMillis(), greaterThan(start - 2 * MINUTE));
    }
  }

  @Test
  public void withoutClockAPartitionWithoutRecordsHoldsTheWatermark() throws Exception {
    BROKER.createTopic("silent", 2);
    BROKER.send(
        Arrays.asList(
            Transactions.event("silent", 0, "a", T), ControlRecords.endOfTime("silent", 0)));
    try (UnboundedReader<?> reader = reader(source("silent", WatermarkSource.RECORDS))) {
      readInto(new ArrayList<>(), reader, 2);
      assertThat(reader.getWatermark(), is(BoundedWindow.TIMESTAMP_MIN_VALUE));
      BROKER.send(Collections.singletonList(ControlRecords.endOfTime("silent", 1)));
      advanceUntil(reader, () -> reader.getWatermark().equals(BoundedWindow.TIMESTAMP_MAX_VALUE));
    }
  }

  @Test
  public void aReaderAtTheEndOfTimeClosesItselfAtItsCheckpoint() throws Exception {
    BROKER.createTopic("ended", 1);
    BROKER.send(
        Arrays.asList(
            Transactions.event("ended", 0, "a", T),
            ControlRecords.endOfTime("ended", 0),
            Transactions.event("ended", 0, "never", T)));
    try (UnboundedReader<?> reader = reader(source("ended", WatermarkSource.RECORDS))) {
      readInto(new ArrayList<>(), reader, 1);
      reader.getCheckpointMark();
      assertThat(reader.advance(), is(true));
      reader.getCheckpointMark();
      assertThat(reader.advance(), is(false));
      assertThat(reader.getWatermark(), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
    }
    assertThat(ConsumerThreads.haveEnded(), is(true));
  }

  @Test
  public void offsetsAreCommittedOnlyForAGroup() throws Exception {
    BROKER.createTopic("group", 1);
    BROKER.send(Collections.singletonList(Transactions.event("group", 0, "a", T)));
    ReadSettings settings = settings("group", WatermarkSource.RECORDS);
    ReadSettings grouped =
        settings.consumer(Collections.singletonMap(ConsumerConfig.GROUP_ID_CONFIG, "weir"));
    try (UnboundedReader<?> reader = reader(KafkaSources.of(settings, new TransactionFormat()))) {
      readInto(new ArrayList<>(), reader, 1);
      reader.getCheckpointMark().finalizeCheckpoint();
    }
    assertThat(BROKER.committedOffset("weir", "group"), is(-1L));
    try (UnboundedReader<?> reader = reader(KafkaSources.of(grouped, new TransactionFormat()))) {
      readInto(new ArrayList<>(), reader, 1);
      commit(reader, "weir", "group", 1);
    }
  }

  /** Completes a checkpoint; a reader that is closed before it has committed may not do so. */
  private static void commit(UnboundedReader<?> reader, String group, String topic, long offset)
      throws Exception {
    reader.getCheckpointMark().finalizeCheckpoint();
    Deadline deadline = new Deadline();
    while (BROKER.committedOffset(group, topic) != offset) {
      deadline.check("offset " + offset + " of " + group);
    }
  }

  @Test
  public void whatAGroupHasCommittedIsNotWhereReadingBegins() throws Exception {
    BROKER.createTopic("again", 1);
    BROKER.send(
        Arrays.asList(
            Transactions.event("again", 0, "a", T),
            Transactions.event("again", 0, "b", T + MINUTE),
            Transactions.event("again", 0, "c", T + 2 * MINUTE)));
    ReadSettings grouped =
        settings("again", WatermarkSource.RECORDS)
            .consumer(Collections.singletonMap(ConsumerConfig.GROUP_ID_CONFIG, "name"));
    UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, ?> source =
        KafkaSources.of(grouped, new TransactionFormat());
    try (UnboundedReader<?> reader = reader(source)) {
      readInto(new ArrayList<>(), reader, 2);
      commit(reader, "name", "again", 2);
    }

    List<Long> timestamps = new ArrayList<>();
    try (UnboundedReader<?> reader = reader(source)) {
      readInto(timestamps, reader, 3);
    }
    assertThat(timestamps, is(Arrays.asList(T, T + MINUTE, T + 2 * MINUTE)));
    assertThat(
        "with a checkpoint, and the group further on",
        timestamps(source, 1, 2),
        is(Arrays.asList(T, T + MINUTE, T + 2 * MINUTE)));
  }

  @Test
  public void whoAsksForTheEndBeginsThereWhateverTheGroupHasCommitted() throws Exception {
    BROKER.createTopic("end", 1);
    BROKER.send(Collections.singletonList(Transactions.event("end", 0, "a", T)));
    Map<String, Object> consumer = new HashMap<>();
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, "at-end");
    ReadSettings grouped = settings("end", WatermarkSource.RECORDS).consumer(consumer);
    try (UnboundedReader<?> reader = reader(KafkaSources.of(grouped, new TransactionFormat()))) {
      readInto(new ArrayList<>(), reader, 1);
      commit(reader, "at-end", "end", 1);
    }
    BROKER.send(Collections.singletonList(Transactions.event("end", 0, "b", T + MINUTE)));
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    try (UnboundedReader<?> reader =
        reader(KafkaSources.of(grouped.consumer(consumer), new TransactionFormat()))) {
      assertThat(reader.start(), is(false));
      BROKER.send(Collections.singletonList(Transactions.event("end", 0, "c", T + 2 * MINUTE)));
      Deadline deadline = new Deadline();
      while (!reader.advance()) {
        deadline.check("record");
      }
      assertThat(reader.getCurrentTimestamp().getMillis(), is(T + 2 * MINUTE));
    }
  }

  @Test
  public void whatAProducerTookBackIsNotRead() throws Exception {
    BROKER.createTopic("aborted", 1);
    BROKER.sendAndAbort(Transactions.event("aborted", 0, "no", T + 60 * MINUTE));
    BROKER.send(Collections.singletonList(Transactions.event("aborted", 0, "a", T)));
    List<Long> timestamps = new ArrayList<>();
    try (UnboundedReader<?> reader = reader(source("aborted", WatermarkSource.RECORDS))) {
      readInto(timestamps, reader, 1);
      assertThat(timestamps, is(Collections.singletonList(T)));
      assertThat(reader.getWatermark().getMillis(), is(T - MINUTE));
    }
  }

  @Test(timeout = 60_000)
  public void aBrokerThatCannotBeReachedFailsTheSource() {
    Map<String, Object> hasty = new HashMap<>();
    hasty.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    hasty.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 500);
    hasty.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 400);
    ReadSettings settings = settings("nowhere", WatermarkSource.RECORDS).consumer(hasty);
    assertThrows(
        org.apache.kafka.common.errors.TimeoutException.class,
        () -> KafkaSources.of(settings, new TransactionFormat()).split(1, OPTIONS));
  }

  @Test(timeout = 60_000)
  public void aTopicThatDoesNotExistFailsTheSourceAndIsNotCreated() throws Exception {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> source("misspelt", WatermarkSource.RECORDS).split(1, OPTIONS));
    assertThat(failure.getMessage(), containsString("topics exist"));
    assertThat(BROKER.topics(), not(hasItem("misspelt")));
  }

  private static UnboundedSource<KafkaRecord<byte[], Decoded<Transaction>>, ?> source(
      String topic, WatermarkSource watermarkFrom) {
    return KafkaSources.of(settings(topic, watermarkFrom), new TransactionFormat());
  }

  private static ReadSettings settings(String topic, WatermarkSource watermarkFrom) {
    return ReadSettings.of(topic)
        .consumer(
            Collections.singletonMap(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.bootstrapServers()))
        .watermarkFrom(watermarkFrom)
        .maxOutOfOrderness(Duration.ofMinutes(1));
  }

  private static <MarkT extends CheckpointMark> UnboundedReader<?> reader(
      UnboundedSource<?, MarkT> source) throws Exception {
    @Nullable MarkT fromTheStart = null;
    return source.split(1, OPTIONS).get(0).createReader(OPTIONS, fromTheStart);
  }

  private static void advanceUntil(UnboundedReader<?> reader, BooleanSupplier condition)
      throws Exception {
    Deadline deadline = new Deadline();
    while (!condition.getAsBoolean()) {
      deadline.check("watermark, at " + reader.getWatermark());
      reader.advance(); // Waits some milliseconds where there is no record.
    }
  }

  private static final class Deadline {
    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);

    void check(String awaited) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not come: " + awaited);
      }
    }
  }
}
