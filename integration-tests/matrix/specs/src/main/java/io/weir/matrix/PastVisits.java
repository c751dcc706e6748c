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

import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.harness.stream.Script;
import io.weir.streams.RecordHeaders;
import io.weir.streams.RecordLog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Visits of a few users, three minutes apart: a log of the first ones, and a script of the rest.
 */
final class PastVisits implements RecordLog {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int PAST = 40;
  private static final int ALL = 70;

  /** Some of the past are live once more. */
  private static final int REPEATED = 5;

  private final ArrayList<String> users = new ArrayList<>();

  PastVisits() {
    Random random = new Random(23);
    for (int number = 0; number < ALL; number++) {
      users.add("user-" + random.nextInt(3));
    }
  }

  /** The numbers of those that are answered, from this one to before {@link #size}. */
  int first() {
    return PAST;
  }

  int size() {
    return ALL;
  }

  int repeated() {
    return REPEATED;
  }

  static String id(int number) {
    return "visit-" + number;
  }

  static long time(int number) {
    return 10 * HOUR + number * 3L * MINUTE;
  }

  /** Visits of its user in the hour up to it, itself included. */
  int inTheHour(int number) {
    int count = 0;
    for (int other = 0; other <= number; other++) {
      if (users.get(other).equals(users.get(number)) && time(number) - time(other) < HOUR) {
        count++;
      }
    }
    return count;
  }

  Script<KV<String, Observation>> script() {
    Script.Builder<KV<String, Observation>> script =
        Script.of(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of()));
    for (int number = PAST - REPEATED; number < ALL; number++) {
      script.at(time(number), visit(number, users.get(number), false));
    }
    return script.build();
  }

  private static KV<String, Observation> visit(int number, String user, boolean history) {
    return KV.of(
        user,
        Observation.event(id(number), time(number))
            .entities(user)
            .values(1)
            .history(history)
            .build());
  }

  @Override
  public Cursor open() {
    List<KafkaRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = 0; number < PAST; number++) {
      Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
      headers.add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(time(number)));
      records.add(
          new KafkaRecord<>(
              "visits",
              0,
              number,
              time(number),
              KafkaTimestampType.LOG_APPEND_TIME,
              headers,
              users.get(number).getBytes(UTF_8),
              new byte[0]));
    }
    Iterator<KafkaRecord<byte[], byte[]>> iterator = records.iterator();
    return new Cursor() {
      @Override
      public @Nullable KafkaRecord<byte[], byte[]> next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void close() {}
    };
  }

  /** What the log holds, as history. */
  static final class ToHistory extends DoFn<KafkaRecord<byte[], byte[]>, KV<String, Observation>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KafkaRecord<byte[], byte[]> record,
        OutputReceiver<KV<String, Observation>> output) {
      output.output(
          visit((int) record.getOffset(), new String(record.getKV().getKey(), UTF_8), true));
    }
  }
}
