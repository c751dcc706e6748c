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
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What the consumers of {@link ReadEvents} are set to where the pipeline says nothing else. */
final class ConsumerSettings {
  private static final int READ_AHEAD_BYTES = 64 * 1024;

  static final Map<String, Object> DEFAULTS = defaults();

  private ConsumerSettings() {}

  private static Map<String, Object> defaults() {
    Map<String, Object> settings = new HashMap<>();
    // A new pipeline reads everything; an old one goes on from its checkpoint.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // The checkpoint is the truth about what has been read.
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What a producer took back was never an event, and must not move a watermark.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A misspelt topic is an error, not an empty topic.
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A fetch is read partition by partition: what one is ahead of the others waits in state.
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, READ_AHEAD_BYTES);
    // A broker that cannot be reached fails the reader, which the runner then starts again.
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
    return Collections.unmodifiableMap(settings);
  }

  /**
   * Refuses what would break a promise of {@link ReadEvents}.
   *
   * @throws IllegalArgumentException if a setting may not be set
   */
  static void check(Map<String, ?> settings) {
    Object autoCommit = settings.get(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);
    if (autoCommit != null && !"false".equals(autoCommit.toString())) {
      throw new IllegalArgumentException(
          "consumer setting enable.auto.commit must be false, but is " + autoCommit);
    }
    refuse(settings, ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    refuse(settings, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
  }

  private static void refuse(Map<String, ?> settings, String name) {
    if (settings.containsKey(name)) {
      throw new IllegalArgumentException(
          "consumer setting " + name + " must not be set, but is " + settings.get(name));
    }
  }
}
