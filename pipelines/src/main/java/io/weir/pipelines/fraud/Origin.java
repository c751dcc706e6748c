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
package io.weir.pipelines.fraud;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.features.Observation;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.SourceRecord;
import io.weir.streams.RecordHeaders;
import io.weir.streams.WallClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The record that a payment came from, on its way through the hops: whole, but without what the
 * payment itself says. It crosses two shuffles, so every byte counts.
 */
final class Origin {

  private Origin() {}

  /** What must travel beside a payment so that {@link #restore} gives its record back. */
  static byte[] compact(SourceRecord record, String topic, String cardId, long eventTimeMillis) {
    SourceRecord.Builder compact = record.toBuilder();
    if (record.getTopic().equals(topic)) {
      compact.clearTopic();
    }
    if (record.hasKey() && record.getKey().equals(key(cardId))) {
      compact.clearKey();
    }
    if (record.getHeadersCount() == 1 && record.getHeaders(0).equals(header(eventTimeMillis))) {
      compact.clearHeaders();
    }
    return compact.build().toByteArray();
  }

  /** The record as it was. A payment's record has a key and a header: without, it was refused. */
  static SourceRecord restore(Observation payment, String topic, String cardId)
      throws InvalidProtocolBufferException {
    SourceRecord.Builder record = SourceRecord.parseFrom(payment.payload()).toBuilder();
    if (record.getTopic().isEmpty()) {
      record.setTopic(topic);
    }
    if (!record.hasKey()) {
      record.setKey(key(cardId));
    }
    if (record.getHeadersCount() == 0) {
      record.addHeaders(header(payment.eventTimeMillis()));
    }
    return record.build();
  }

  /** How long ago the broker took it; no time where that cannot be told. */
  static Duration age(Observation payment) {
    try {
      long appended = SourceRecord.parseFrom(payment.payload()).getAppendTimeMs();
      return appended <= 0
          ? Duration.ZERO
          : Duration.ofMillis(Math.max(0, WallClock.millis() - appended));
    } catch (InvalidProtocolBufferException e) {
      return Duration.ZERO;
    }
  }

  private static ByteString key(String cardId) {
    return ByteString.copyFrom(cardId, StandardCharsets.UTF_8);
  }

  private static Header header(long eventTimeMillis) {
    return Header.newBuilder()
        .setKey(RecordHeaders.EVENT_TIME)
        .setValue(ByteString.copyFrom(RecordHeaders.encode(eventTimeMillis)))
        .build();
  }
}
