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

import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.SourceRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes dead letters to one topic, each under the key of its record (so what belongs together
 * stays in order), at least once. The value is the {@link DeadLetter} in protobuf.
 */
public final class WriteDeadLetters extends PTransform<PCollection<DeadLetter>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final transient PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> writer;

  private WriteDeadLetters(
      String topic, PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> writer) {
    this.topic = topic;
    this.writer = writer;
  }

  /** Returns a transform that writes to {@code topic} by {@code writer}, a {@link WriteRecords}. */
  public static WriteDeadLetters to(
      String topic, PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> writer) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("topic must be the name of a Kafka topic, but is empty");
    }
    return new WriteDeadLetters(topic, requireNonNull(writer, "writer"));
  }

  @Override
  public PDone expand(PCollection<DeadLetter> input) {
    return input
        .apply("record", MapElements.via(new ToRecord(topic)))
        .setCoder(WriteRecords.coder())
        .apply("kafka", writer);
  }

  private static final class ToRecord
      extends SimpleFunction<DeadLetter, ProducerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    ToRecord(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> apply(DeadLetter deadLetter) {
      SourceRecord source = deadLetter.getRecord();
      return new ProducerRecord<>(
          topic,
          DeadLetters.bytesOrNull(source.hasKey(), source.getKey()),
          deadLetter.toByteArray());
    }
  }
}
