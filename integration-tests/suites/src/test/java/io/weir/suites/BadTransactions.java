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
package io.weir.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;
import io.weir.streams.RecordHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One transaction record for each way of being bad, and the reason that it must get. */
final class BadTransactions {
  static final String LATE_ID = "late";

  /** The simulation's first day. */
  private static final long DURING = 1_704_103_200_000L;

  /** 2250: beyond any append time, inside what a message may hold. */
  private static final long FAR_FUTURE = 8_835_984_000_000L;

  private static final Transaction GOOD =
      Transaction.newBuilder()
          .setEventId("bad")
          .setEventTimeMs(DURING)
          .setCardId("card-1")
          .setTerminalId("terminal-1")
          .setAmountCents(100)
          .build();

  private BadTransactions() {}

  /** For one partition of a topic. */
  static Map<ProducerRecord<byte[], byte[]>, Reason> of(String topic, int partition) {
    Map<ProducerRecord<byte[], byte[]>, Reason> bad = new LinkedHashMap<>();
    byte[] key = "card-1".getBytes(UTF_8);
    bad.put(
        record(topic, partition, key, "not a message at all".getBytes(UTF_8), DURING),
        Reason.UNDECODABLE);
    bad.put(record(topic, partition, key, new byte[0], DURING), Reason.MISSING_EVENT_ID);
    bad.put(record(topic, partition, key, null, DURING), Reason.UNDECODABLE);
    bad.put(record(topic, partition, null, GOOD.toByteArray(), DURING), Reason.MISSING_KEY);
    bad.put(
        record(
            topic,
            partition,
            key,
            GOOD.toBuilder().setAmountCents(-500).build().toByteArray(),
            DURING),
        Reason.INVALID_AMOUNT);
    bad.put(
        record(
            topic,
            partition,
            key,
            GOOD.toBuilder().clearTerminalId().build().toByteArray(),
            DURING),
        Reason.MISSING_FIELD);
    bad.put(
        record(topic, partition, key, GOOD.toByteArray(), DURING + 1), Reason.EVENT_TIME_MISMATCH);
    bad.put(
        record(
            topic,
            partition,
            key,
            GOOD.toBuilder().setEventTimeMs(FAR_FUTURE).build().toByteArray(),
            FAR_FUTURE),
        Reason.FAR_FUTURE);
    return bad;
  }

  /** A good transaction whose time has long passed when it is written. */
  static SourceEvent behind(long timeMillis) {
    return new SourceEvent(
        "transactions",
        "card-1".getBytes(UTF_8),
        GOOD.toBuilder().setEventId(LATE_ID).setEventTimeMs(timeMillis).build().toByteArray(),
        timeMillis,
        true);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, long header) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
    record.headers().add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(header));
    return record;
  }
}
