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
package io.weir.launcher.history;

import static java.util.stream.Collectors.toList;

import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.InvalidSettingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where topics end now. What is in a transaction that has not been committed is behind the end.
 * Every answer takes at most 9 seconds.
 */
public final class TopicEnds implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(9);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FURTHER_BACK = 16;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaConnection kafka;

  private TopicEnds(KafkaConsumer<byte[], byte[]> consumer, KafkaConnection kafka) {
    this.consumer = consumer;
    this.kafka = kafka;
  }

  /** Of a Kafka. */
  public static TopicEnds on(KafkaConnection kafka) {
    int patience = (int) PATIENCE.toMillis();
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    return new TopicEnds(
        kafka.open(
            all ->
                new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            settings),
        kafka);
  }

  /** The end of each partition of some topics. */
  public Map<TopicPartition, Long> of(List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(topic -> partitions.addAll(partitions(topic)));
    return asked(() -> consumer.endOffsets(partitions));
  }

  /**
   * The offset after the last record of each partition of a topic, in their order; 0 where there is
   * none. The end of a partition may be further on, behind what a transaction leaves there: nobody
   * who reads would ever come to it.
   *
   * @throws InvalidSettingException if there is no such topic, or Kafka does not answer: one line
   */
  List<Long> afterLast(String topic) {
    List<Long> after = new ArrayList<>();
    for (TopicPartition partition : partitions(topic)) {
      after.add(asked(() -> afterLast(partition)));
    }
    return after;
  }

  private long afterLast(TopicPartition partition) {
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    long begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
    for (long back = 1; ; back *= FURTHER_BACK) {
      long from = Math.max(begin, end - back);
      long after = afterLast(partition, from, end);
      if (after > 0 || from == begin) {
        return after;
      }
    }
  }

  private long afterLast(TopicPartition partition, long from, long end) {
    consumer.seek(partition, from);
    long after = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          after = record.offset() + 1;
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("no end of " + partition);
      }
    }
    return after;
  }

  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found = asked(() -> consumer.partitionsFor(topic));
    if (found == null || found.isEmpty()) {
      throw new InvalidSettingException(
          "--warm-up-from is earliest, but there is no topic " + topic + " to read history from");
    }
    return found.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .collect(toList());
  }

  private <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (TimeoutException e) {
      throw kafka.unreachable(PATIENCE, e);
    } catch (KafkaException e) {
      throw kafka.refused(e, e);
    }
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(1));
  }

  private interface Question<T> {
    T ask();
  }
}
