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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The whole of a record to be written. Unlike KafkaIO's coder it takes a header without a value,
 * which Kafka allows and a record to be sent again may have.
 */
final class ProducerRecordBytesCoder extends CustomCoder<ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());
  private static final VarIntCoder INT = VarIntCoder.of();
  private static final Coder<Long> TIME = NullableCoder.of(VarLongCoder.of());
  private static final int NO_PARTITION = -1;

  @Override
  public void encode(ProducerRecord<byte[], byte[]> record, OutputStream out) throws IOException {
    TEXT.encode(record.topic(), out);
    INT.encode(record.partition() == null ? NO_PARTITION : record.partition(), out);
    TIME.encode(record.timestamp(), out);
    BYTES.encode(record.key(), out);
    BYTES.encode(record.value(), out);
    Header[] headers = record.headers().toArray();
    INT.encode(headers.length, out);
    for (Header header : headers) {
      TEXT.encode(header.key(), out);
      BYTES.encode(header.value(), out);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> decode(InputStream in) throws IOException {
    String topic = TEXT.decode(in);
    int partition = INT.decode(in);
    Long time = TIME.decode(in);
    byte[] key = BYTES.decode(in);
    byte[] value = BYTES.decode(in);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, partition == NO_PARTITION ? null : Integer.valueOf(partition), time, key, value);
    int headers = INT.decode(in);
    for (int i = 0; i < headers; i++) {
      record.headers().add(TEXT.decode(in), BYTES.decode(in));
    }
    return record;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProducerRecordBytesCoder;
  }

  @Override
  public int hashCode() {
    return ProducerRecordBytesCoder.class.hashCode();
  }
}
