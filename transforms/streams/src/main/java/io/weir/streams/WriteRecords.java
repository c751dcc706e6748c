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

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to the topics that they name, each at least once: a bundle is finished when the
 * broker has confirmed all of its records, and a bundle that fails is written again. A reader drops
 * repeats by the id in the message.
 *
 * <p>Within one writer the records of a key keep their order (idempotent producer, all replicas
 * confirm). Sending goes on at once while a bundle is open; one that cannot be delivered within 60
 * seconds, by the wall clock, fails its bundle. What is then written again may follow what was sent
 * after it.
 *
 * <p>The input needs {@link #coder}: KafkaIO's own does not take a header without a value.
 */
public final class WriteRecords
    extends PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Object> producer;

  private WriteRecords(Map<String, ?> producer) {
    this.producer = new HashMap<>(producer);
  }

  /**
   * Returns a writer to this cluster.
   *
   * @param bootstrapServers a list of {@code host:port}, separated by commas
   */
  public static WriteRecords to(String bootstrapServers) {
    if (bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException("bootstrapServers must name a broker, but is empty");
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // KafkaIO's default of three would give up before the delivery timeout.
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    // The end of the bundle flushes; until then a millisecond gathers what comes at once.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000L);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    return new WriteRecords(settings);
  }

  /** Returns the same with these settings of Kafka's producer in addition. */
  public WriteRecords producerConfig(Map<String, ?> updates) {
    Map<String, Object> merged = new HashMap<>(producer);
    merged.putAll(updates);
    return new WriteRecords(merged);
  }

  /** Returns a coder for the input, lossless: null key, null value and null header value pass. */
  public static Coder<ProducerRecord<byte[], byte[]>> coder() {
    return new ProducerRecordBytesCoder();
  }

  Map<String, Object> producerConfig() {
    return Collections.unmodifiableMap(producer);
  }

  @Override
  public PDone expand(PCollection<ProducerRecord<byte[], byte[]>> input) {
    return input.apply(
        "write",
        KafkaIO.<byte[], byte[]>writeRecords()
            .withProducerConfigUpdates(producerConfig())
            .withKeySerializer(ByteArraySerializer.class)
            .withValueSerializer(ByteArraySerializer.class));
  }
}
