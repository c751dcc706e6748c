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

import io.weir.launcher.history.HistoryEnd;
import io.weir.launcher.history.TopicEnds;
import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells history from what is to be answered, and counts it. Not safe for use by several threads.
 */
final class HistoryTally {
  private final @Nullable HistoryEnd end;
  private final Map<TopicPartition, Long> before;
  private final long startNanos = System.nanoTime();
  private long events;
  private @Nullable Long liveAfterMillis;

  private HistoryTally(@Nullable HistoryEnd end, Map<TopicPartition, Long> before) {
    this.end = end;
    this.before = before;
    this.events = end == null ? 0 : end.rows();
  }

  /** Where there is no history. */
  static HistoryTally none() {
    return new HistoryTally(null, Map.of());
  }

  /** Starts now: what the topics of answers hold is of before. */
  static HistoryTally of(
      HistoryEnd end, TopicManifest topics, KafkaConnection kafka, String prefix) {
    try (TopicEnds ends = TopicEnds.on(kafka)) {
      return new HistoryTally(
          end,
          ends.of(
              List.of(
                  prefix + topics.only(Topic.Role.ACTIONS).name(),
                  prefix + topics.only(Topic.Role.DEAD_LETTERS).name())));
    }
  }

  /** Whether a record was there before the run. */
  boolean isOfBefore(ConsumerRecord<byte[], byte[]> record) {
    return !before.isEmpty()
        && record.offset()
            < before.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  /** Whether a record of the primary input is history; counts it unless a file has it. */
  boolean takes(ConsumerRecord<byte[], byte[]> record, @Nullable String eventId) {
    if (end == null || !end.holds(record, eventId)) {
      return false;
    }
    if (end.rows() == 0) {
      events++;
    }
    return true;
  }

  /** An event was answered. */
  void answered(long nowNanos) {
    if (end != null && liveAfterMillis == null) {
      liveAfterMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - startNanos);
    }
  }

  long events() {
    return events;
  }

  WarmUpFigures figures() {
    return new WarmUpFigures(end == null ? null : events, liveAfterMillis);
  }
}
