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

package io.weir.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a run wrote to its actions topic: the first action of each event id, by key and in order,
 * and when the broker appended the first and the last record.
 */
final class ActionLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ActionIds ids;

  /** Event id to value, in order of arrival, by the key's bytes as Latin-1, which loses nothing. */
  private final Map<String, Map<String, byte[]>> actions = new HashMap<>();

  private long firstAppend = Long.MAX_VALUE;
  private long lastAppend = Long.MIN_VALUE;

  ActionLog(ActionIds ids) {
    this.ids = ids;
  }

  /** Reads the topic from its beginning to where it ends now. */
  static ActionLog read(String bootstrapServers, String topic, ActionIds ids) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    ActionLog log = new ActionLog(ids);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("topic " + topic + " cannot be read in " + PATIENCE);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          log.add(record.key(), record.value(), record.timestamp());
        }
      }
    }
    return log;
  }

  void add(byte[] key, byte[] value, long appendTime) {
    firstAppend = Math.min(firstAppend, appendTime);
    lastAppend = Math.max(lastAppend, appendTime);
    actions
        .computeIfAbsent(Bytes.toLatin1(key), none -> new LinkedHashMap<>())
        .putIfAbsent(ids.of(value), value);
  }

  /** Answered events, repeats not counted. */
  long size() {
    return actions.values().stream().mapToLong(Map::size).sum();
  }

  /** Answered events by the seconds between the broker's first and last append. */
  double eventsPerSecond() {
    if (lastAppend <= firstAppend) {
      throw new IllegalStateException("the run wrote too little to be measured: " + size());
    }
    return size() * 1000.0 / (lastAppend - firstAppend);
  }

  Map<String, Map<String, byte[]>> actions() {
    return actions;
  }

  /** The ids of all answered events. */
  List<String> eventIds() {
    List<String> all = new ArrayList<>();
    actions.values().forEach(ofKey -> all.addAll(ofKey.keySet()));
    return all;
  }
}
