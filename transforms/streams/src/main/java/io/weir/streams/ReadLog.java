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

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link RecordLog} from its beginning to its end, for {@link ReadEvents#recordsFrom}, as
 * if it were one partition of a topic: the watermark is the largest {@value
 * RecordHeaders#EVENT_TIME} read, less {@link #maxOutOfOrderness}; a record behind it has it as its
 * timestamp. At the end of the log comes the end of time.
 *
 * <p>One reader reads it. After a restart that one opens the log anew and passes over what had been
 * read, so going on takes up to as long as reading did.
 */
public final class ReadLog extends PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;

  private final RecordLog log;
  private final long maxOutOfOrdernessMillis;
  private final boolean holdingWatermark;
  private final @Nullable ReadAlignment alignment;

  private ReadLog(
      RecordLog log,
      long maxOutOfOrdernessMillis,
      boolean holdingWatermark,
      @Nullable ReadAlignment alignment) {
    this.log = log;
    this.maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
    this.holdingWatermark = holdingWatermark;
    this.alignment = alignment;
  }

  /** Reads a log, one minute out of order at most, alone. */
  public static ReadLog of(RecordLog log) {
    return new ReadLog(requireNonNull(log, "log"), 60_000, false, null);
  }

  /**
   * Like this one but with records expected to be out of order by at most that.
   *
   * @param duration 0 or more
   */
  public ReadLog maxOutOfOrderness(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("maxOutOfOrderness must be 0 or more, is " + duration);
    }
    return new ReadLog(log, duration.toMillis(), holdingWatermark, alignment);
  }

  /**
   * Like this one, with the watermark at the beginning of time until all is read. Its records are
   * there, too, and none is late: so a step that sees another watermark has got all of them, also
   * where a runner knows the end of the log while the last ones are still on their way.
   */
  public ReadLog holdingWatermark() {
    return new ReadLog(log, maxOutOfOrdernessMillis, true, alignment);
  }

  /** Like this one, read in step with what else has that {@code alignment}. */
  public ReadLog alignedWith(ReadAlignment others) {
    return new ReadLog(
        log, maxOutOfOrdernessMillis, holdingWatermark, requireNonNull(others, "alignedWith"));
  }

  @Override
  public PCollection<KafkaRecord<byte[], byte[]>> expand(PBegin input) {
    return input.apply(
        "log", Read.from(new LogSource(log, maxOutOfOrdernessMillis, holdingWatermark, alignment)));
  }
}
