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

package io.weir.pipelines;

import io.weir.streams.ReadEvents;
import io.weir.streams.WriteRecords;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where a pipeline's records come from and go to, topic by topic. In production that is Kafka; a
 * test puts its own ends in that place and leaves the rest of the graph as it is.
 */
public interface Connections {

  /**
   * Connects what reads a topic.
   *
   * @param topic its name in the manifest
   * @param read all else that is known of it
   */
  <T, OutT> ReadEvents<T, OutT> from(String topic, ReadEvents<T, OutT> read);

  /**
   * What writes records, which name their topics themselves.
   *
   * @param topic the name in the manifest of the only topic of its records
   */
  PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> to(String topic);

  /** Kafka's topics, at the brokers that the options name. */
  static Connections kafka(WeirOptions options) {
    Map<String, Object> settings = KafkaSettings.of(options);
    WriteRecords writer = WriteRecords.to(options.getBootstrapServers()).producerConfig(settings);
    Map<String, Object> reading = new HashMap<>(settings);
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, KafkaSettings.consumerGroup(options));
    return new Connections() {
      @Override
      public <T, OutT> ReadEvents<T, OutT> from(String topic, ReadEvents<T, OutT> read) {
        return read.bootstrapServers(options.getBootstrapServers()).consumerConfig(reading);
      }

      @Override
      public PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> to(String topic) {
        return writer;
      }
    };
  }
}
