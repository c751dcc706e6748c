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

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.SourceRecord;
import io.weir.proto.v1.Stage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes dead letters, and the records to send again from them. */
public final class DeadLetters {
  private DeadLetters() {}

  /**
   * Returns the dead letter of a record.
   *
   * @param detail one line for a person; line ends become spaces
   * @param attempts how often it was tried, at least 1
   */
  public static DeadLetter of(
      SourceRecord record, Stage stage, Reason reason, String detail, int attempts) {
    requireNonNull(record, "record");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
    }
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setReason(reason)
        .setDetail(detail.replace('\r', ' ').replace('\n', ' '))
        .setAttempts(attempts)
        .setRecord(record)
        .build();
  }

  /**
   * Returns the record to send again: topic, key, value and headers as they were read, so that it
   * is the same event. Its partition follows from its key, its timestamp from the broker.
   *
   * @throws IllegalArgumentException if the dead letter does not name a topic
   */
  public static ProducerRecord<byte[], byte[]> resend(DeadLetter deadLetter) {
    SourceRecord source = deadLetter.getRecord();
    if (source.getTopic().isEmpty()) {
      throw new IllegalArgumentException(
          "a dead letter must name its record's topic, but has none");
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            source.getTopic(),
            bytesOrNull(source.hasKey(), source.getKey()),
            bytesOrNull(source.hasValue(), source.getValue()));
    for (Header header : source.getHeadersList()) {
      record.headers().add(header.getKey(), bytesOrNull(header.hasValue(), header.getValue()));
    }
    return record;
  }

  static byte @Nullable [] bytesOrNull(boolean present, ByteString bytes) {
    return present ? bytes.toByteArray() : null;
  }
}
