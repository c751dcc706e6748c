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

import io.weir.inference.ModelAnnouncements;
import io.weir.streams.LatestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Announces a model's folder by a Kafka topic: the key of a record is the model's name, the value
 * the folder, both as UTF-8. A record without a value takes the last announcement back. The topic
 * should be compacted.
 */
public final class TopicAnnouncements implements ModelAnnouncements {
  private static final long serialVersionUID = 1L;

  private final String bootstrapServers;
  private final HashMap<String, Object> settings;
  private final String topic;
  private final String model;

  private TopicAnnouncements(
      String bootstrapServers, Map<String, Object> settings, String topic, String model) {
    this.bootstrapServers = bootstrapServers;
    this.settings = new HashMap<>(settings);
    this.topic = topic;
    this.model = model;
  }

  /**
   * The announcements of a topic for the model of a name; nothing is read yet.
   *
   * @param settings further ones of Kafka's consumer
   */
  public static TopicAnnouncements of(
      String bootstrapServers, Map<String, Object> settings, String topic, String model) {
    return new TopicAnnouncements(bootstrapServers, settings, topic, model);
  }

  @Override
  public String id() {
    return "topic " + topic + " at " + bootstrapServers;
  }

  @Override
  public Listener listen() throws IOException {
    LatestRecord record;
    try {
      record = LatestRecord.of(bootstrapServers, settings, topic, model);
    } catch (KafkaException e) {
      throw new IOException("topic " + topic + " cannot be read: " + e.getMessage(), e);
    }
    return new Listener() {
      @Override
      public Optional<String> latest() throws IOException {
        return record.value().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        record.close();
      }
    };
  }
}
