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

import static java.util.Objects.requireNonNull;

import io.weir.streams.RecordHeaders;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One record that a source has for a topic, at its source time. The record's header {@code
 * event_time} is that time.
 */
public final class SourceEvent {
  private final String topic;
  private final byte[] key;
  private final byte[] value;
  private final long sourceTimeMillis;
  private final boolean primary;

  /**
   * A record for a topic.
   *
   * @param topic the topic's name in the manifest, without a prefix
   * @param key the record's key, not copied
   * @param value the record's value, not copied
   * @param sourceTimeMillis when the source says it, in milliseconds since the epoch
   * @param primary whether it counts towards the rate and the number of events
   */
  public SourceEvent(
      String topic, byte[] key, byte[] value, long sourceTimeMillis, boolean primary) {
    this.topic = requireNonNull(topic, "topic");
    this.key = requireNonNull(key, "key");
    this.value = requireNonNull(value, "value");
    this.sourceTimeMillis = sourceTimeMillis;
    this.primary = primary;
  }

  /** The topic's name in the manifest, without a prefix. */
  public String topic() {
    return topic;
  }

  /** The record's key; not a copy. */
  public byte[] key() {
    return key;
  }

  /** The record's value; not a copy. */
  public byte[] value() {
    return value;
  }

  /** When the source says it, in milliseconds since the epoch. */
  public long sourceTimeMillis() {
    return sourceTimeMillis;
  }

  /** Whether it counts towards the rate and the number of events. */
  public boolean primary() {
    return primary;
  }

  /**
   * As it would be read from a topic of one partition, without anybody having written it.
   *
   * @param topicPrefix stands before the topic's name
   * @param offset its place among the topic's records
   * @param appendMillis when it is taken to have been written, in milliseconds since the epoch
   */
  public KafkaRecord<byte[], byte[]> asRecord(String topicPrefix, long offset, long appendMillis) {
    org.apache.kafka.common.header.internals.RecordHeaders headers =
        new org.apache.kafka.common.header.internals.RecordHeaders();
    headers.add(new RecordHeader(RecordHeaders.EVENT_TIME, RecordHeaders.encode(sourceTimeMillis)));
    return new KafkaRecord<>(
        topicPrefix + topic,
        0,
        offset,
        appendMillis,
        KafkaTimestampType.LOG_APPEND_TIME,
        headers,
        key,
        value);
  }
}
