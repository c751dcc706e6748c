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

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a topic are history: they fill state and are not answered, see {@link
 * ReadEvents#history}. It is fixed before the pipeline starts and depends on each record alone, so
 * that a replay decides alike. Immutable.
 */
public final class History implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Integer, Long> ends;
  private final long endMillis;
  private final boolean holdingWatermark;

  private History(Map<Integer, Long> ends, long endMillis, boolean holdingWatermark) {
    this.ends = new HashMap<>(ends);
    this.endMillis = endMillis;
    this.holdingWatermark = holdingWatermark;
  }

  /** No record. */
  public static History none() {
    return new History(Map.of(), Long.MIN_VALUE, false);
  }

  /** Every record. */
  public static History everything() {
    return new History(Map.of(), Long.MAX_VALUE, false);
  }

  /**
   * Records below an offset.
   *
   * @param ends for each partition the offset of the first record that is not; none of a partition
   *     that is not there
   */
  public static History below(Map<Integer, Long> ends) {
    return new History(ends, Long.MIN_VALUE, false);
  }

  /** Records whose header {@value RecordHeaders#EVENT_TIME} has an earlier time, also late ones. */
  public static History before(long eventTimeMillis) {
    return new History(Map.of(), eventTimeMillis, false);
  }

  /**
   * Like this one, and the watermark of a reader stays at the beginning of time until it has read
   * all that is history by its offset. Then it leaves the beginning at once, also where no record
   * says any time. Records of that history are at the beginning of time, too, and none is late: so
   * a step that sees another watermark has got all history, also where a runner hears of the
   * watermark while the last ones are still on their way.
   *
   * <p>History that a partition has lost to its retention before anything of it was read counts as
   * read. If it loses its last records of history later, it counts as read with the next record
   * that is.
   */
  public History holdingWatermark() {
    return new History(ends, endMillis, true);
  }

  boolean isHoldingWatermark() {
    return holdingWatermark;
  }

  /** The offset of the first record of a partition that is no history; 0 where there is none. */
  long end(int partition) {
    return ends.getOrDefault(partition, 0L);
  }

  boolean holds(KafkaRecord<?, ?> record) {
    return holds(record.getPartition(), record.getOffset(), record.getHeaders());
  }

  /** Whether a record is history. */
  public boolean holds(int partition, long offset, @Nullable Headers headers) {
    if (endMillis == Long.MAX_VALUE) {
      return true;
    }
    if (endMillis != Long.MIN_VALUE) {
      long time = RecordHeaders.timeOf(headers, RecordHeaders.EVENT_TIME);
      return time != RecordHeaders.NO_TIME && time < endMillis;
    }
    return !ends.isEmpty() && offset < end(partition);
  }

  @Override
  public String toString() {
    return "History[below "
        + ends
        + ", before "
        + endMillis
        + (holdingWatermark ? ", holding the watermark]" : "]");
  }
}
