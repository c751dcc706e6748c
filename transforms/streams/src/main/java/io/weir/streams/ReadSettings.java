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

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link ReadEvents}, immutable. Each method returns a changed copy. */
final class ReadSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nobody's events are years out of order, and the sum must stay inside a long. */
  private static final Duration LARGEST_OUT_OF_ORDERNESS = Duration.ofDays(366);

  private static final ReadSettings DEFAULTS =
      new ReadSettings(
          "",
          ConsumerSettings.DEFAULTS,
          WatermarkSource.RECORDS,
          60_000,
          LateRecords.DEAD_LETTER,
          null,
          History.none());

  private final String topic;
  private final HashMap<String, Object> consumer;
  private final WatermarkSource watermarkFrom;
  private final long maxOutOfOrdernessMillis;
  private final LateRecords lateRecords;
  private final @Nullable ReadAlignment alignment;
  private final History history;

  private ReadSettings(
      String topic,
      Map<String, Object> consumer,
      WatermarkSource watermarkFrom,
      long maxOutOfOrdernessMillis,
      LateRecords lateRecords,
      @Nullable ReadAlignment alignment,
      History history) {
    this.topic = topic;
    this.consumer = new HashMap<>(consumer);
    this.watermarkFrom = watermarkFrom;
    this.maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
    this.lateRecords = lateRecords;
    this.alignment = alignment;
    this.history = history;
  }

  static ReadSettings of(String topic) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("topic must be the name of a Kafka topic, but is empty");
    }
    return new ReadSettings(
        topic,
        DEFAULTS.consumer,
        DEFAULTS.watermarkFrom,
        DEFAULTS.maxOutOfOrdernessMillis,
        DEFAULTS.lateRecords,
        DEFAULTS.alignment,
        DEFAULTS.history);
  }

  ReadSettings consumer(Map<String, ?> updates) {
    Map<String, Object> merged = new HashMap<>(consumer);
    merged.putAll(updates);
    ConsumerSettings.check(merged);
    return new ReadSettings(
        topic, merged, watermarkFrom, maxOutOfOrdernessMillis, lateRecords, alignment, history);
  }

  ReadSettings watermarkFrom(WatermarkSource source) {
    requireNonNull(source, "watermarkFrom");
    return new ReadSettings(
        topic, consumer, source, maxOutOfOrdernessMillis, lateRecords, alignment, history);
  }

  ReadSettings maxOutOfOrderness(Duration duration) {
    if (duration.isNegative() || duration.compareTo(LARGEST_OUT_OF_ORDERNESS) > 0) {
      throw new IllegalArgumentException(
          "maxOutOfOrderness must be from 0 to "
              + LARGEST_OUT_OF_ORDERNESS
              + ", but is "
              + duration);
    }
    return new ReadSettings(
        topic, consumer, watermarkFrom, duration.toMillis(), lateRecords, alignment, history);
  }

  ReadSettings lateRecords(LateRecords late) {
    requireNonNull(late, "lateRecords");
    return new ReadSettings(
        topic, consumer, watermarkFrom, maxOutOfOrdernessMillis, late, alignment, history);
  }

  ReadSettings alignment(ReadAlignment group) {
    requireNonNull(group, "alignedWith");
    return new ReadSettings(
        topic, consumer, watermarkFrom, maxOutOfOrdernessMillis, lateRecords, group, history);
  }

  ReadSettings history(History past) {
    requireNonNull(past, "history");
    return new ReadSettings(
        topic, consumer, watermarkFrom, maxOutOfOrdernessMillis, lateRecords, alignment, past);
  }

  History history() {
    return history;
  }

  @Nullable ReadAlignment alignment() {
    return alignment;
  }

  String topic() {
    return topic;
  }

  Map<String, Object> consumer() {
    return Collections.unmodifiableMap(consumer);
  }

  String bootstrapServers() {
    Object servers = consumer.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "bootstrapServers must be set to read topic " + topic + ", but is not");
    }
    return servers.toString();
  }

  boolean hasGroup() {
    return consumer.get(ConsumerConfig.GROUP_ID_CONFIG) != null;
  }

  WatermarkSource watermarkFrom() {
    return watermarkFrom;
  }

  long maxOutOfOrdernessMillis() {
    return maxOutOfOrdernessMillis;
  }

  LateRecords lateRecords() {
    return lateRecords;
  }
}
