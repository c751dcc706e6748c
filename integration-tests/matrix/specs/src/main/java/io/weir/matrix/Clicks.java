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
package io.weir.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.harness.stream.Script;
import io.weir.proto.v1.Reason;
import io.weir.streams.ControlRecords;
import io.weir.streams.EventFormat;
import io.weir.streams.ReadEvents;
import io.weir.streams.RejectedRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records of a topic, good and bad in turn, and what must become of each by its definition. */
final class Clicks {
  static final String TOPIC = "clicks";

  private static final int RECORDS = 60;
  private static final int CHUNK = 10;
  private static final long SECOND = 1_000;
  private static final long TWO_DAYS = 2 * 24 * 3_600 * SECOND;

  private Clicks() {}

  /** Ten records make each of these once, but for events. */
  private enum Kind {
    EVENT,
    LATE,
    UNDECODABLE,
    WITHOUT_KEY,
    OTHER_TIME,
    FAR_FUTURE,
    CONTROL;

    static Kind of(int number) {
      switch (number % CHUNK) {
        case 1:
          return UNDECODABLE;
        case 3:
          return WITHOUT_KEY;
        case 5:
          return OTHER_TIME;
        case 7:
          return FAR_FUTURE;
        case 8:
          return LATE;
        case 9:
          return CONTROL;
        default:
          return EVENT;
      }
    }
  }

  /** A message is the time of its event. */
  static final class Format implements EventFormat<Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long parse(byte[] value) throws RejectedRecordException {
      try {
        return Long.valueOf(new String(value, UTF_8));
      } catch (NumberFormatException e) {
        throw RejectedRecordException.undecodable("the value is no time");
      }
    }

    @Override
    public long eventTimeMillis(Long message) {
      return message;
    }
  }

  /** A second apart; behind each ten the watermark moves to where they are. */
  static Script<KafkaRecord<byte[], byte[]>> script() {
    Script.Builder<KafkaRecord<byte[], byte[]>> script = Script.of(ReadEvents.recordCoder());
    for (int number = 0; number < RECORDS; number++) {
      if (number % CHUNK == 0) {
        script.watermark(arrival(number));
      }
      script.at(arrival(number), record(number));
    }
    return script.build();
  }

  /** How many carry time and nothing else. */
  static int controls() {
    return RECORDS / CHUNK;
  }

  private static long arrival(int number) {
    return 1_000_000 + number * SECOND;
  }

  private static long eventTime(int number) {
    switch (Kind.of(number)) {
      case LATE:
        // A source gives a late record at the watermark of its partition.
        return arrival(number) - 100 * SECOND;
      case FAR_FUTURE:
        return arrival(number) + TWO_DAYS;
      default:
        return arrival(number);
    }
  }

  private static String key(int number) {
    return "user-" + number % 4;
  }

  private static KafkaRecord<byte[], byte[]> record(int number) {
    Kind kind = Kind.of(number);
    Headers headers = new RecordHeaders();
    if (kind == Kind.CONTROL) {
      headers = ControlRecords.at(TOPIC, 0, arrival(number)).headers();
    } else {
      long claimed = eventTime(number) + (kind == Kind.OTHER_TIME ? 1 : 0);
      headers.add("event_time", Long.toString(claimed).getBytes(UTF_8));
    }
    return new KafkaRecord<>(
        TOPIC,
        0,
        number,
        arrival(number),
        KafkaTimestampType.LOG_APPEND_TIME,
        headers,
        kind == Kind.WITHOUT_KEY || kind == Kind.CONTROL ? null : key(number).getBytes(UTF_8),
        value(number));
  }

  private static byte @Nullable [] value(int number) {
    switch (Kind.of(number)) {
      case CONTROL:
        return null;
      case UNDECODABLE:
        return "soon".getBytes(UTF_8);
      default:
        return Long.toString(eventTime(number)).getBytes(UTF_8);
    }
  }

  /**
   * The events' lines, sorted.
   *
   * @param lateAnswered whether late ones are among them
   */
  static List<String> events(boolean lateAnswered) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < RECORDS; number++) {
      boolean late = Kind.of(number) == Kind.LATE;
      if (Kind.of(number) == Kind.EVENT || (late && lateAnswered)) {
        lines.add(
            line(key(number), number)
                + "\ttime="
                + eventTime(number)
                + "\tlate="
                + late
                + "\toffset="
                + number);
      }
    }
    Collections.sort(lines);
    return lines;
  }

  /** The dead letters' lines, sorted. */
  static List<String> deadLetters(boolean lateAnswered) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < RECORDS; number++) {
      Reason reason = reason(Kind.of(number), lateAnswered);
      if (reason != Reason.REASON_UNSPECIFIED) {
        lines.add(
            line(reason == Reason.MISSING_KEY ? "" : key(number), number)
                + "\treason="
                + reason
                + "\toffset="
                + number);
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static Reason reason(Kind kind, boolean lateAnswered) {
    switch (kind) {
      case EVENT:
      case CONTROL:
        return Reason.REASON_UNSPECIFIED;
      case LATE:
        return lateAnswered ? Reason.REASON_UNSPECIFIED : Reason.LATE;
      case UNDECODABLE:
        return Reason.UNDECODABLE;
      case WITHOUT_KEY:
        return Reason.MISSING_KEY;
      case OTHER_TIME:
        return Reason.EVENT_TIME_MISMATCH;
      case FAR_FUTURE:
        return Reason.FAR_FUTURE;
    }
    throw new AssertionError(kind);
  }

  private static String line(String key, int number) {
    return key + "\tat=" + arrival(number) + "\twindow=global";
  }
}
