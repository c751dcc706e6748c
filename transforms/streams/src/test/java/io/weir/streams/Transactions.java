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

import com.google.protobuf.ByteString;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.SourceRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@link TransactionFormat} to send, and how they look when they have been read. */
final class Transactions {
  private Transactions() {}

  /** A good record. */
  static ProducerRecord<byte[], byte[]> event(String topic, int partition, String id, long time) {
    return record(topic, partition, "card", bytes(id, time), time);
  }

  static byte[] bytes(String id, long time) {
    return Transaction.newBuilder().setEventId(id).setEventTimeMs(time).build().toByteArray();
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, @Nullable String key, byte @Nullable [] value, long headerTime) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, key == null ? null : key.getBytes(UTF_8), value);
    record.headers().add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(headerTime));
    return record;
  }

  /** What a dead letter must hold of a record, made from what a plain consumer reads. */
  static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    SourceRecord.Builder source =
        SourceRecord.newBuilder()
            .setTopic(record.topic())
            .setPartition(record.partition())
            .setOffset(record.offset())
            .setAppendTimeMs(record.timestamp());
    if (record.key() != null) {
      source.setKey(ByteString.copyFrom(record.key()));
    }
    if (record.value() != null) {
      source.setValue(ByteString.copyFrom(record.value()));
    }
    for (org.apache.kafka.common.header.Header header : record.headers()) {
      Header.Builder copy = source.addHeadersBuilder().setKey(header.key());
      if (header.value() != null) {
        copy.setValue(ByteString.copyFrom(header.value()));
      }
    }
    return source.build();
  }
}
