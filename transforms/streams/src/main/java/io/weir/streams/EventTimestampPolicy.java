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

import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.joda.time.Instant;

/** Lets KafkaIO ask a {@link PartitionWatermark} for timestamps and watermark of a partition. */
final class EventTimestampPolicy<T> extends TimestampPolicy<byte[], Decoded<T>> {
  private final PartitionWatermark watermark;
  private final WatermarkSource source;

  EventTimestampPolicy(PartitionWatermark watermark, WatermarkSource source) {
    this.watermark = watermark;
    this.source = source;
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<byte[], Decoded<T>> record) {
    return Instant.ofEpochMilli(watermark.read(RecordCheck.check(record)));
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    if (source == WatermarkSource.CLOCK && context.getMessageBacklog() == 0) {
      watermark.follow(context.getBacklogCheckTime().getMillis());
    }
    return Instant.ofEpochMilli(watermark.millis());
  }
}
