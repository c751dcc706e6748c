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

import io.weir.proto.v1.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.io.kafka.KafkaRecord;

/**
 * A random partition and, by the plainest means, what must become of each record in it. The rules
 * are written a second time here: for every record the watermark is found by going over all of the
 * records before it.
 */
final class Partition {
  static final String EVENT = "event";
  static final String LATE = "late";
  static final String CONTROL = "control";

  private static final long START = TestRecord.APPEND_TIME - 40L * 86_400_000;
  private static final long NOTHING = Long.MIN_VALUE;

  private final long maxOutOfOrderness;
  private final List<KafkaRecord<byte[], Decoded<String>>> records = new ArrayList<>();

  /** By record: what it is if it is in time, and the time by which it moves the watermark. */
  private final List<String> kinds = new ArrayList<>();

  private final List<Long> times = new ArrayList<>();

  private Partition(long maxOutOfOrderness) {
    this.maxOutOfOrderness = maxOutOfOrderness;
  }

  static Partition random(long seed) {
    Random random = new Random(seed);
    Partition partition = new Partition(random.nextInt(4) == 0 ? 0 : random.nextInt(100_000));
    long now = START;
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      now += random.nextInt(20_000);
      partition.add(random, now);
    }
    return partition;
  }

  private void add(Random random, long now) {
    long time = now - random.nextInt(200_000);
    switch (random.nextInt(20)) {
      case 0:
        add(TestRecord.event(time).value("nonsense"), Reason.UNDECODABLE.name(), NOTHING);
        return;
      case 1:
        add(TestRecord.event(time).key(null), Reason.MISSING_KEY.name(), NOTHING);
        return;
      case 2:
        add(TestRecord.event(time).withoutHeaders(), mismatch(), NOTHING);
        return;
      case 3:
        add(TestRecord.event(time).header("event_time", "" + (time + 1)), mismatch(), NOTHING);
        return;
      case 4:
        add(TestRecord.event(time + 42L * 86_400_000), Reason.FAR_FUTURE.name(), NOTHING);
        return;
      case 5:
        add(TestRecord.event(time).value(time + "|"), Reason.MISSING_EVENT_ID.name(), NOTHING);
        return;
      case 6:
        add(TestRecord.event(time).value(null), Reason.UNDECODABLE.name(), NOTHING);
        return;
      case 7:
        add(TestRecord.control(time), CONTROL, time);
        return;
      case 8:
        add(TestRecord.control(time + 42L * 86_400_000), CONTROL, NOTHING);
        return;
      case 9:
        if (random.nextInt(5) == 0) {
          add(TestRecord.control(RecordHeaders.END_OF_TIME_MILLIS), CONTROL, endOfTime());
        }
        return;
      default:
        add(TestRecord.event(time), EVENT, time);
    }
  }

  private static String mismatch() {
    return Reason.EVENT_TIME_MISMATCH.name();
  }

  private static long endOfTime() {
    return RecordHeaders.END_OF_TIME_MILLIS;
  }

  private void add(TestRecord record, String kind, long time) {
    records.add(record.offset(records.size()).build());
    kinds.add(kind);
    times.add(time);
  }

  int size() {
    return records.size();
  }

  long maxOutOfOrderness() {
    return maxOutOfOrderness;
  }

  KafkaRecord<byte[], Decoded<String>> record(int index) {
    return records.get(index);
  }

  /** The watermark when the records before {@code index} have been read. */
  long watermarkBefore(int index) {
    long watermark = RecordCheck.FIRST_MILLIS;
    for (int i = 0; i < index; i++) {
      long time = times.get(i);
      if (time == endOfTime()) {
        return time;
      }
      if (time != NOTHING) {
        watermark = Math.max(watermark, time - maxOutOfOrderness);
      }
    }
    return watermark;
  }

  /** What becomes of a record: event, late, control, or the reason of its dead letter. */
  String fate(int index) {
    String kind = kinds.get(index);
    return kind.equals(EVENT) && times.get(index) < watermarkBefore(index) ? LATE : kind;
  }

  long timestamp(int index) {
    return fate(index).equals(EVENT)
        ? times.get(index)
        : Math.min(watermarkBefore(index), RecordCheck.LAST_MILLIS);
  }
}
