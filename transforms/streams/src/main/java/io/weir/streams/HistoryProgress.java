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

import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a reader has come through the history of its partitions, whose watermark it holds. */
final class HistoryProgress {
  /** While there is history to read. */
  static final Instant READING = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /** At least, once there is none: far enough for a timer that waits for it, and before all. */
  static final Instant READ = READING.plus(Duration.standardSeconds(1));

  private final History history;
  private final Set<Integer> reading = new HashSet<>();

  private HistoryProgress(History history) {
    this.history = history;
  }

  /** Of a reader that was just made, also where it goes on; null if it holds nothing. */
  static @Nullable HistoryProgress of(History history, UnboundedReader<?> reader) {
    if (!history.isHoldingWatermark()) {
      return null;
    }
    HistoryProgress progress = new HistoryProgress(history);
    progress.look(reader);
    return progress;
  }

  /**
   * Takes into account where the reader goes on. Only once it has started does it know where a
   * partition begins of which nothing was read yet, which may be past what was history.
   */
  void look(UnboundedReader<?> reader) {
    reading.clear();
    // The mark is the only place where KafkaIO's reader tells its partitions.
    for (KafkaCheckpointMark.PartitionMark mark :
        ((KafkaCheckpointMark) reader.getCheckpointMark()).getPartitions()) {
      if (Math.max(0, mark.getNextOffset()) < history.end(mark.getPartition())) {
        reading.add(mark.getPartition());
      }
    }
  }

  /** Takes the next record into account. */
  void read(Object current) {
    if (!reading.isEmpty()) {
      KafkaRecord<?, ?> record = (KafkaRecord<?, ?>) current;
      if (record.getOffset() + 1 >= history.end(record.getPartition())) {
        reading.remove(record.getPartition());
      }
    }
  }

  /** Whether a record is history. */
  boolean holds(Object current) {
    KafkaRecord<?, ?> record = (KafkaRecord<?, ?>) current;
    return record.getOffset() < history.end(record.getPartition());
  }

  /** What a runner may know of a watermark. At the end of time there is nothing left to read. */
  Instant hold(Instant watermark) {
    if (!reading.isEmpty() && watermark.isBefore(BoundedWindow.TIMESTAMP_MAX_VALUE)) {
      return READING;
    }
    return watermark.isBefore(READ) ? READ : watermark;
  }
}
