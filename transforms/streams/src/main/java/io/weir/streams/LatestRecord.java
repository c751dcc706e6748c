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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of a topic with a certain key: a setting that others change while pipelines
 * run. The topic should be compacted, so that what was said long ago is still there.
 *
 * <pre>{@code
 * try (LatestRecord folder = LatestRecord.of("host:9092", "models", "fraud-default")) {
 *   Optional<byte[]> value = folder.value();
 * }
 * }</pre>
 *
 * <p>For one thread at a time. It keeps one connection and reads every record of the topic once.
 */
public final class LatestRecord implements AutoCloseable {
  private static final Duration MOST = Duration.ofSeconds(10);

  private final String topic;
  private final byte[] key;
  private final Consumer<byte[], byte[]> consumer;
  private byte @Nullable [] latest;
  private long latestMillis = Long.MIN_VALUE;

  private LatestRecord(String topic, byte[] key, Consumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.key = key;
    this.consumer = consumer;
  }

  /**
   * Begins with the topic, which need not exist yet; nothing is read before {@link #value}.
   *
   * @param bootstrapServers of Kafka, {@code host:port[,host:port]}
   * @param key of the records, compared as UTF-8
   * @throws KafkaException if the servers are not addresses
   */
  public static LatestRecord of(String bootstrapServers, String topic, String key) {
    return of(bootstrapServers, Map.of(), topic, key);
  }

  /**
   * Like {@link #of(String, String, String)}, with further settings of Kafka's consumer.
   *
   * @param bootstrapServers of Kafka, {@code host:port[,host:port]}
   * @param updates the settings
   * @param key of the records, compared as UTF-8
   * @throws KafkaException if the servers are not addresses
   */
  public static LatestRecord of(
      String bootstrapServers, Map<String, ?> updates, String topic, String key) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("topic must be the name of a Kafka topic, but is empty");
    }
    Map<String, Object> settings = new HashMap<>(ConsumerSettings.DEFAULTS);
    settings.putAll(updates);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Objects.requireNonNull(bootstrapServers));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new LatestRecord(
        topic, key.getBytes(StandardCharsets.UTF_8), new KafkaConsumer<>(settings, bytes, bytes));
  }

  /**
   * The value of the latest record now; empty if there is none, the last one has no value, or there
   * is no such topic.
   *
   * @throws IOException if Kafka does not say so within 10 seconds a question; trying again goes on
   *     from there
   */
  public Optional<byte[]> value() throws IOException {
    try {
      if (assign()) {
        readOn();
      }
    } catch (KafkaException e) {
      throw new IOException("topic " + topic + " cannot be read: " + e.getMessage(), e);
    }
    byte[] value = latest;
    return value == null ? Optional.empty() : Optional.of(value.clone());
  }

  /** Takes the topic's partitions, from their beginning if they are others than before. */
  private boolean assign() {
    List<PartitionInfo> known = consumer.partitionsFor(topic, MOST);
    Set<TopicPartition> partitions =
        (known == null ? List.<PartitionInfo>of() : known)
            .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    if (!partitions.equals(consumer.assignment())) {
      consumer.assign(partitions);
      readAnew();
    }
    return !partitions.isEmpty();
  }

  private void readAnew() {
    consumer.seekToBeginning(consumer.assignment());
    latest = null;
    latestMillis = Long.MIN_VALUE;
  }

  /** Up to what was the end when it began. */
  private void readOn() throws IOException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), MOST);
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (consumer.position(end.getKey(), MOST) > end.getValue()) {
        // The topic was made anew.
        readAnew();
        break;
      }
    }
    long start = System.nanoTime();
    while (!reached(ends)) {
      if (System.nanoTime() - start > MOST.toNanos()) {
        throw new IOException(
            "topic " + topic + " was not read to its end within " + MOST.toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        // A topic that got more partitions has older records of a key in another one.
        if (Arrays.equals(key, record.key()) && record.timestamp() >= latestMillis) {
          latest = record.value();
          latestMillis = record.timestamp();
        }
      }
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), MOST) >= end.getValue());
  }

  /** Lets the connection go, within 10 seconds. */
  @Override
  public void close() {
    try {
      consumer.close(MOST);
    } catch (InterruptException e) {
      // It is closed all the same, and the thread stays interrupted.
      return;
    }
  }
}
