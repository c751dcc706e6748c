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

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class EventTimestampPolicyTest {
  private static final TopicPartition PARTITION = new TopicPartition("lines", 3);
  private static final long NOON = TestRecord.APPEND_TIME;
  private static final long MINUTE = 60_000;
  private static final Instant NOTHING_YET = BoundedWindow.TIMESTAMP_MIN_VALUE;

  @Property(trials = 1_000)
  public void timestampsVerdictsAndWatermarksAreThoseOfTheNaiveOracle(long seed) {
    Partition partition = Partition.random(seed);
    readAll(partition, 0, policy(partition, null));
  }

  @Property(trials = 100)
  public void aRestartAtAnyRecordChangesNoVerdictAfterIt(long seed) {
    Partition partition = Partition.random(seed);
    for (int restart = 0; restart <= partition.size(); restart++) {
      TimestampPolicy<byte[], Decoded<String>> before = policy(partition, null);
      for (int i = 0; i < restart; i++) {
        before.getTimestampForRecord(new NoContext(), partition.record(i));
      }
      readAll(partition, restart, policy(partition, before.getWatermark(new NoContext())));
    }
  }

  private static void readAll(
      Partition partition, int from, TimestampPolicy<byte[], Decoded<String>> policy) {
    for (int i = from; i < partition.size(); i++) {
      assertThat(
          "watermark before " + i,
          policy.getWatermark(new NoContext()).getMillis(),
          is(partition.watermarkBefore(i)));
      Instant timestamp = policy.getTimestampForRecord(new NoContext(), partition.record(i));
      assertThat("timestamp of " + i, timestamp.getMillis(), is(partition.timestamp(i)));
      DecodeHarness harness = new DecodeHarness(LateRecords.DEAD_LETTER);
      String fate = partition.fate(i);
      assertThat(
          "fate of " + i,
          harness.fate(partition.record(i), timestamp),
          is(fate.equals(Partition.LATE) ? "LATE" : fate));
      boolean ended = partition.watermarkBefore(i) == RecordHeaders.END_OF_TIME_MILLIS;
      assertThat(
          "fate where late records are answered of " + i,
          new DecodeHarness(LateRecords.ANSWER).fate(partition.record(i), timestamp),
          is(fate.equals(Partition.LATE) && ended ? "LATE" : fate));
    }
    assertThat(
        policy.getWatermark(new NoContext()).getMillis(),
        is(partition.watermarkBefore(partition.size())));
  }

  @Test
  public void nothingIsKnownBeforeTheFirstGoodRecord() {
    TimestampPolicy<byte[], Decoded<String>> policy = records();
    assertThat(policy.getWatermark(new NoContext()), is(NOTHING_YET));
    assertThat(read(policy, TestRecord.event(NOON).key(null)), is(NOTHING_YET));
    assertThat(read(policy, TestRecord.event(NOON + 2 * 86_400_000L)), is(NOTHING_YET));
    assertThat(policy.getWatermark(new NoContext()), is(NOTHING_YET));
  }

  @Test
  public void theWatermarkStaysBehindTheLargestEventTime() {
    TimestampPolicy<byte[], Decoded<String>> policy = records();
    assertThat(read(policy, TestRecord.event(NOON)), is(Instant.ofEpochMilli(NOON)));
    assertThat(policy.getWatermark(new NoContext()), is(Instant.ofEpochMilli(NOON - MINUTE)));
    assertThat(
        read(policy, TestRecord.event(NOON - MINUTE)), is(Instant.ofEpochMilli(NOON - MINUTE)));
    assertThat(policy.getWatermark(new NoContext()), is(Instant.ofEpochMilli(NOON - MINUTE)));
  }

  @Test
  public void aRecordOneMillisecondBehindTheWatermarkIsLateAndAtTheWatermark() {
    TimestampPolicy<byte[], Decoded<String>> policy = records();
    read(policy, TestRecord.event(NOON));
    assertThat(
        read(policy, TestRecord.event(NOON - MINUTE - 1)), is(Instant.ofEpochMilli(NOON - MINUTE)));
  }

  @Test
  public void theEndOfTimeEndsThePartition() {
    TimestampPolicy<byte[], Decoded<String>> policy = records();
    read(policy, TestRecord.event(NOON));
    assertThat(
        read(policy, TestRecord.control(RecordHeaders.END_OF_TIME_MILLIS)),
        is(Instant.ofEpochMilli(NOON - MINUTE)));
    assertThat(policy.getWatermark(new NoContext()), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
  }

  @Test
  public void theClockMovesACaughtUpPartitionEvenIfItIsEmpty() {
    TimestampPolicy<byte[], Decoded<String>> policy = clock();
    assertThat(policy.getWatermark(new Context(-1, NOON)), is(NOTHING_YET));
    assertThat(policy.getWatermark(new Context(0, NOON)), is(Instant.ofEpochMilli(NOON - MINUTE)));
  }

  @Test
  public void theClockDoesNotMoveAPartitionThatHasMoreToRead() {
    TimestampPolicy<byte[], Decoded<String>> policy = clock();
    read(policy, TestRecord.event(NOON - 10 * MINUTE));
    assertThat(
        policy.getWatermark(new Context(1, NOON)), is(Instant.ofEpochMilli(NOON - 11 * MINUTE)));
    assertThat(
        policy.getWatermark(new Context(-1, NOON)), is(Instant.ofEpochMilli(NOON - 11 * MINUTE)));
  }

  @Test
  public void theClockNeverMovesAWatermarkBack() {
    TimestampPolicy<byte[], Decoded<String>> policy = clock();
    read(policy, TestRecord.event(NOON));
    assertThat(
        policy.getWatermark(new Context(0, NOON - MINUTE)),
        is(Instant.ofEpochMilli(NOON - MINUTE)));
    read(policy, TestRecord.control(RecordHeaders.END_OF_TIME_MILLIS));
    assertThat(policy.getWatermark(new Context(0, NOON)), is(BoundedWindow.TIMESTAMP_MAX_VALUE));
  }

  @Test
  public void whatTheClockHasPassedIsLateAlsoAfterARestart() {
    TimestampPolicy<byte[], Decoded<String>> policy = clock();
    Instant watermark = policy.getWatermark(new Context(0, NOON));
    TimestampPolicy<byte[], Decoded<String>> restarted =
        new EventTimestampPolicies<String>(WatermarkSource.CLOCK, MINUTE)
            .createTimestampPolicy(PARTITION, Optional.of(watermark));
    assertThat(read(restarted, TestRecord.event(NOON - 2 * MINUTE)), is(watermark));
  }

  private static Instant read(TimestampPolicy<byte[], Decoded<String>> policy, TestRecord record) {
    return policy.getTimestampForRecord(new NoContext(), record.build());
  }

  private static TimestampPolicy<byte[], Decoded<String>> records() {
    return new EventTimestampPolicies<String>(WatermarkSource.RECORDS, MINUTE)
        .createTimestampPolicy(PARTITION, Optional.empty());
  }

  private static TimestampPolicy<byte[], Decoded<String>> clock() {
    return new EventTimestampPolicies<String>(WatermarkSource.CLOCK, MINUTE)
        .createTimestampPolicy(PARTITION, Optional.empty());
  }

  private static TimestampPolicy<byte[], Decoded<String>> policy(
      Partition partition, @Nullable Instant previous) {
    return new EventTimestampPolicies<String>(
            WatermarkSource.RECORDS, partition.maxOutOfOrderness())
        .createTimestampPolicy(PARTITION, Optional.ofNullable(previous));
  }

  /** Fails whoever asks how far the reader is: in a replay nothing may depend on it. */
  private static final class NoContext extends PartitionContext {
    @Override
    public long getMessageBacklog() {
      throw new AssertionError("asked for the backlog");
    }

    @Override
    public Instant getBacklogCheckTime() {
      throw new AssertionError("asked for the clock");
    }
  }

  private static final class Context extends PartitionContext {
    private final long backlog;
    private final long checkTime;

    Context(long backlog, long checkTime) {
      this.backlog = backlog;
      this.checkTime = checkTime;
    }

    @Override
    public long getMessageBacklog() {
      return backlog;
    }

    @Override
    public Instant getBacklogCheckTime() {
      return Instant.ofEpochMilli(checkTime);
    }
  }
}
