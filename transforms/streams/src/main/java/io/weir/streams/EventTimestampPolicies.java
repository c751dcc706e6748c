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

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.io.kafka.TimestampPolicyFactory;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Instant;

/**
 * Makes the policy of each partition. When a reader goes on after a restart, the watermark that it
 * had at its offset is all the state there is, so every later verdict is the same as without one.
 */
final class EventTimestampPolicies<T> implements TimestampPolicyFactory<byte[], Decoded<T>> {
  private static final long serialVersionUID = 1L;

  private final WatermarkSource source;
  private final long maxOutOfOrdernessMillis;

  EventTimestampPolicies(WatermarkSource source, long maxOutOfOrdernessMillis) {
    this.source = source;
    this.maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
  }

  @Override
  public TimestampPolicy<byte[], Decoded<T>> createTimestampPolicy(
      TopicPartition partition, Optional<Instant> previousWatermark) {
    long start = previousWatermark.map(Instant::getMillis).orElse(RecordCheck.FIRST_MILLIS);
    return new EventTimestampPolicy<>(
        new PartitionWatermark(maxOutOfOrdernessMillis, start), source);
  }
}
