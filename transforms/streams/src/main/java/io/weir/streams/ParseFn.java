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

import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;

/** Parses values, as the deserialiser does where Kafka is read. */
final class ParseFn<T> extends DoFn<KafkaRecord<byte[], byte[]>, KafkaRecord<byte[], Decoded<T>>> {
  private static final long serialVersionUID = 1L;

  private final EventFormat<T> format;

  ParseFn(EventFormat<T> format) {
    this.format = format;
  }

  @ProcessElement
  public void process(
      @Element KafkaRecord<byte[], byte[]> record,
      OutputReceiver<KafkaRecord<byte[], Decoded<T>>> output) {
    output.output(
        new KafkaRecord<>(
            record.getTopic(),
            record.getPartition(),
            record.getOffset(),
            record.getTimestamp(),
            record.getTimestampType(),
            record.getHeaders(),
            record.getKV().getKey(),
            Decoded.parse(format, record.getKV().getValue())));
  }
}
