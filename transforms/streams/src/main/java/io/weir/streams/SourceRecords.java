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

import com.google.protobuf.UnsafeByteOperations;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.SourceRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.kafka.common.header.Headers;

/** Keeps a Kafka record whole. The bytes are shared, not copied: nobody changes what was read. */
final class SourceRecords {
  private SourceRecords() {}

  static <T> SourceRecord of(KafkaRecord<byte[], Decoded<T>> record) {
    SourceRecord.Builder source =
        SourceRecord.newBuilder()
            .setTopic(record.getTopic())
            .setPartition(record.getPartition())
            .setOffset(record.getOffset())
            .setAppendTimeMs(record.getTimestamp());
    byte[] key = record.getKV().getKey();
    if (key != null) {
      source.setKey(UnsafeByteOperations.unsafeWrap(key));
    }
    byte[] value = record.getKV().getValue().value();
    if (value != null) {
      source.setValue(UnsafeByteOperations.unsafeWrap(value));
    }
    Headers headers = record.getHeaders();
    if (headers != null) {
      for (org.apache.kafka.common.header.Header header : headers) {
        Header.Builder copy = source.addHeadersBuilder().setKey(header.key());
        if (header.value() != null) {
          copy.setValue(UnsafeByteOperations.unsafeWrap(header.value()));
        }
      }
    }
    return source.build();
  }
}
