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
package io.weir.launcher.feed;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the feeder's producer: nothing lost or repeated, little delay. */
final class FeedSettings {
  static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

  /** How long a broker may be away. */
  private static final int OUTAGE_MILLIS = (int) Duration.ofMinutes(10).toMillis();

  private FeedSettings() {}

  static Map<String, Object> all() {
    return Map.of(
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        1,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        OUTAGE_MILLIS,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        OUTAGE_MILLIS,
        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        500);
  }
}
