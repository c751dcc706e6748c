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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.harness.stream.Script;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.streams.ReadEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The records of a simulated month of few cards, and some that nobody can read. */
final class Payments {
  private static final int EVENTS = 90;
  private static final int CARDS = 4;
  private static final int CHUNK = 15;
  private static final int UNREADABLE = 3;

  /** Of the payments in the order of time, those that come a chunk too late. */
  private static final Set<Integer> DELAYED = Set.of(20, 41);

  private final List<SourceEvent> events;

  private Payments(List<SourceEvent> events) {
    this.events = events;
  }

  static Payments simulated() {
    List<SourceEvent> events = new ArrayList<>();
    try (EventSource source = FraudSources.simulate(SimulationSettings.of(5, EVENTS), CARDS)) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        events.add(event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Payments(events);
  }

  /** How many payments there are that can be read. */
  int size() {
    return EVENTS;
  }

  /** How many records nobody can read. */
  int unreadable() {
    return UNREADABLE;
  }

  /** How many of those come behind the watermark. */
  int late() {
    return DELAYED.size();
  }

  /** The payments; within a chunk in no order, behind it the watermark moves. */
  Script<KafkaRecord<byte[], byte[]>> transactions() {
    List<SourceEvent> transactions = of("transactions");
    Script.Builder<KafkaRecord<byte[], byte[]>> script = Script.of(ReadEvents.recordCoder());
    int offset = 0;
    for (int from = 0; from < transactions.size(); from += CHUNK) {
      long watermark = time(transactions.get(from));
      script.watermark(watermark);
      for (int index = from; index < Math.min(from + CHUNK, transactions.size()); index++) {
        if (!DELAYED.contains(index)) {
          script.at(time(transactions.get(index)), record(transactions.get(index), offset++));
        }
        if (DELAYED.contains(index - CHUNK)) {
          // As a source gives what is late: at the watermark of its partition.
          script.at(watermark, record(transactions.get(index - CHUNK), offset++));
        }
      }
      if (from / CHUNK < UNREADABLE) {
        long time = time(transactions.get(from));
        script.at(time, record("transactions", offset++, time, "card", "no payment"));
      }
    }
    return script.build();
  }

  /** The labels in the order in which they became known. */
  Script<KafkaRecord<byte[], byte[]>> labels() {
    Script.Builder<KafkaRecord<byte[], byte[]>> script = Script.of(ReadEvents.recordCoder());
    int offset = 0;
    for (SourceEvent event : of("labels")) {
      script.at(time(event), record(event, offset++));
    }
    return script.build();
  }

  private List<SourceEvent> of(String topic) {
    List<SourceEvent> chosen = new ArrayList<>(events);
    chosen.removeIf(event -> !event.topic().equals(topic));
    chosen.sort(Comparator.comparingLong(Payments::time));
    return chosen;
  }

  private static long time(SourceEvent event) {
    try {
      return event.topic().equals("labels")
          ? Label.parseFrom(event.value()).getKnownTimeMs()
          : Transaction.parseFrom(event.value()).getEventTimeMs();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the simulator wrote what cannot be read", e);
    }
  }

  private static KafkaRecord<byte[], byte[]> record(SourceEvent event, int offset) {
    return record(event.topic(), offset, time(event), event.key(), event.value());
  }

  private static KafkaRecord<byte[], byte[]> record(
      String topic, int offset, long time, String key, String value) {
    return record(topic, offset, time, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static KafkaRecord<byte[], byte[]> record(
      String topic, int offset, long time, byte[] key, byte[] value) {
    Headers headers = new RecordHeaders();
    headers.add("event_time", Long.toString(time).getBytes(UTF_8));
    return new KafkaRecord<>(
        topic, 0, offset, time, KafkaTimestampType.LOG_APPEND_TIME, headers, key, value);
  }
}
