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
package io.weir.launcher.watch;

import io.weir.launcher.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads every partition of the topics from the beginning. Run by one thread. */
final class ReadLoop {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Observed observed;
  private final KafkaConnection kafka;
  private final AtomicReference<@Nullable CountDownLatch> drainRequest = new AtomicReference<>();
  private volatile boolean stopped;

  ReadLoop(Observed observed, KafkaConnection kafka) {
    this.observed = observed;
    this.kafka = kafka;
  }

  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /** Counted down when all is read that is there now. A later request takes an earlier along. */
  CountDownLatch requestDrain() {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch current = drainRequest.updateAndGet(earlier -> earlier == null ? done : earlier);
    return current == null ? done : current;
  }

  void run() throws IOException {
    try (Consumer<byte[], byte[]> consumer = kafka.open(KafkaConsumer::new, settings())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopped) {
        CountDownLatch draining = drainRequest.get();
        if (draining != null) {
          drain(consumer, partitions);
          drainRequest.compareAndSet(draining, null);
          draining.countDown();
        }
        poll(consumer);
      }
    }
  }

  private void drain(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
      throws IOException {
    Map<TopicPartition, Long> ends = null;
    while (!stopped && (ends == null || !reached(consumer, ends))) {
      if (ends == null) {
        ends = endOffsets(consumer, partitions);
      }
      poll(consumer);
    }
  }

  /** Null while the broker is away. */
  private static @Nullable Map<TopicPartition, Long> endOffsets(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    try {
      return consumer.endOffsets(partitions, Duration.ofSeconds(2));
    } catch (TimeoutException e) {
      return null;
    }
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    try {
      return ends.entrySet().stream()
          .allMatch(
              end -> consumer.position(end.getKey(), Duration.ofSeconds(2)) >= end.getValue());
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer) throws IOException {
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
      observed.read(read);
    }
    observed.flush();
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return observed.topics().stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .collect(Collectors.toUnmodifiableList());
  }

  private static Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        5000,
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        500,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }
}
