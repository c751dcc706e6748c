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

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records that carry source time and nothing else. A producer writes them to every partition of
 * every topic of an input, so that a partition without events does not hold back the others, and at
 * the end {@link #endOfTime}, so that whoever reads the partition is finished.
 *
 * <p>A control record has the header {@value RecordHeaders#CONTROL_TIME} with a readable time and a
 * null value. Readers drop it after its time has been taken into account.
 */
public final class ControlRecords {
  private ControlRecords() {}

  /**
   * Returns the record that says that source time has reached {@code sourceTimeMillis}.
   *
   * @param partition 0 or more
   */
  public static ProducerRecord<byte[], byte[]> at(
      String topic, int partition, long sourceTimeMillis) {
    ProducerRecord<byte[], byte[]> control = new ProducerRecord<>(topic, partition, null, null);
    control.headers().add(RecordHeaders.CONTROL_TIME, RecordHeaders.encode(sourceTimeMillis));
    return control;
  }

  /** Returns the record after which nothing is written to the partition any more. */
  public static ProducerRecord<byte[], byte[]> endOfTime(String topic, int partition) {
    return at(topic, partition, RecordHeaders.END_OF_TIME_MILLIS);
  }

  /** Whether a record with these headers and this value is a control record. */
  public static boolean isControl(@Nullable Headers headers, byte @Nullable [] value) {
    return value == null
        && RecordHeaders.timeOf(headers, RecordHeaders.CONTROL_TIME) != RecordHeaders.NO_TIME;
  }
}
