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
import io.weir.proto.v1.Stage;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * Judges a record by itself: no clock, no state, no other record. The timestamp policy and the
 * decode step both ask it, so they cannot disagree.
 *
 * <p>The first rule that a record breaks is its reason: the format's own, a key that is not empty,
 * the header {@value RecordHeaders#EVENT_TIME} equal to the message's time, a time inside Beam's,
 * and not more than a day after the record's append time.
 */
final class RecordCheck {
  /** How far behind its event time a record may be appended before it is not believed. */
  static final long FAR_FUTURE_MILLIS = 24L * 60 * 60 * 1000;

  /** Beam's first instant. */
  static final long FIRST_MILLIS = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /**
   * The last instant at which a window of Beam can still hold an element. No event may lie at it:
   * elements after the end of time do, see {@link PartitionWatermark#read}.
   */
  static final long LAST_MILLIS = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private RecordCheck() {}

  static <T> Verdict check(KafkaRecord<byte[], Decoded<T>> record) {
    Decoded<T> decoded = record.getKV().getValue();
    if (decoded.value() == null) {
      long controlTime = RecordHeaders.timeOf(record.getHeaders(), RecordHeaders.CONTROL_TIME);
      if (controlTime != RecordHeaders.NO_TIME) {
        return checkControl(controlTime, record.getTimestamp());
      }
    }
    RejectedRecordException rejection = decoded.rejection();
    if (rejection != null) {
      return Verdict.rejected(rejection.stage(), rejection.reason());
    }
    byte[] key = record.getKV().getKey();
    if (key == null || key.length == 0) {
      return Verdict.rejected(Stage.VALIDATE, Reason.MISSING_KEY);
    }
    long eventTime = decoded.eventTimeMillis();
    if (eventTime < FIRST_MILLIS || eventTime >= LAST_MILLIS) {
      return Verdict.rejected(Stage.VALIDATE, Reason.INVALID_EVENT_TIME);
    }
    if (RecordHeaders.timeOf(record.getHeaders(), RecordHeaders.EVENT_TIME) != eventTime) {
      return Verdict.rejected(Stage.VALIDATE, Reason.EVENT_TIME_MISMATCH);
    }
    if (isFarFuture(eventTime, record.getTimestamp())) {
      return Verdict.rejected(Stage.VALIDATE, Reason.FAR_FUTURE);
    }
    return Verdict.event(eventTime);
  }

  private static Verdict checkControl(long controlTime, long appendTime) {
    boolean believed =
        controlTime == RecordHeaders.END_OF_TIME_MILLIS
            || (controlTime >= FIRST_MILLIS
                && controlTime < LAST_MILLIS
                && !isFarFuture(controlTime, appendTime));
    return believed ? Verdict.control(controlTime) : Verdict.controlWithoutEffect();
  }

  /** Compares without overflow: {@code time} is inside Beam's time, so far from a long's ends. */
  static boolean isFarFuture(long time, long appendTime) {
    return time - FAR_FUTURE_MILLIS > appendTime;
  }

  /** Returns the line for a person about a rejected record. A function of the record alone. */
  static <T> String describe(KafkaRecord<byte[], Decoded<T>> record, Reason reason) {
    Decoded<T> decoded = record.getKV().getValue();
    RejectedRecordException rejection = decoded.rejection();
    if (rejection != null) {
      return String.valueOf(rejection.getMessage());
    }
    long eventTime = decoded.eventTimeMillis();
    switch (reason) {
      case MISSING_KEY:
        return "the record has no key";
      case EVENT_TIME_MISMATCH:
        long header = RecordHeaders.timeOf(record.getHeaders(), RecordHeaders.EVENT_TIME);
        return header == RecordHeaders.NO_TIME
            ? "header event_time is missing or unreadable, the message says " + eventTime
            : "header event_time is " + header + ", the message says " + eventTime;
      case FAR_FUTURE:
        return "event time "
            + eventTime
            + " is more than a day after the append time "
            + record.getTimestamp();
      case INVALID_EVENT_TIME:
        return "event time " + eventTime + " is outside of Beam's time";
      case LATE:
        return "event time " + eventTime + " is behind the watermark of its partition";
      default:
        return "event time " + eventTime;
    }
  }
}
