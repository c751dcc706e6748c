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

import io.weir.proto.v1.SourceRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecord;

/**
 * A record that passed every check. Exists only between the record and what the pipeline makes of
 * it, see {@link ReadEvents.Topic#into}.
 *
 * @param <T> the message
 */
public final class Event<T> {
  private final KafkaRecord<byte[], Decoded<T>> record;
  private final boolean late;
  private final boolean history;

  Event(KafkaRecord<byte[], Decoded<T>> record, boolean late, boolean history) {
    this.record = record;
    this.late = late;
    this.history = history;
  }

  /** Returns the parsed message. */
  public T message() {
    return record.getKV().getValue().message();
  }

  /** Returns when it happened, in milliseconds since the epoch. */
  public long eventTimeMillis() {
    return record.getKV().getValue().eventTimeMillis();
  }

  /**
   * Whether it came behind its partition's watermark. The timestamp of its element is then that
   * watermark and not the event time.
   */
  public boolean late() {
    return late;
  }

  /** Whether it is history, see {@link ReadEvents#history}. */
  public boolean history() {
    return history;
  }

  /** Returns the record as it was read, whole. Built anew by each call; shares the bytes. */
  public SourceRecord origin() {
    return SourceRecords.of(record);
  }

  @Override
  public String toString() {
    return "Event[" + message() + (late ? ", late]" : "]");
  }
}
