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

/**
 * The watermark of one partition: the largest event time of the records that passed every check,
 * less the allowed out-of-orderness. It never goes back, and a bad, far-future or late record does
 * not move it. Where no clock is used it is a function of the partition's content up to the record.
 */
final class PartitionWatermark {
  private final long maxOutOfOrdernessMillis;
  private long millis;

  /**
   * @param maxOutOfOrdernessMillis 0 or more
   * @param millis where to go on from; {@link RecordCheck#FIRST_MILLIS} to start
   */
  PartitionWatermark(long maxOutOfOrdernessMillis, long millis) {
    this.maxOutOfOrdernessMillis = maxOutOfOrdernessMillis;
    this.millis = millis;
  }

  long millis() {
    return millis;
  }

  /**
   * Takes the next record into account and returns the timestamp of its element: its event time if
   * it is an event in time, else the watermark before it. So whatever is no event in time can never
   * be mistaken for one by its timestamp: the event time of a late one lies before the watermark.
   *
   * <p>After the end of time the watermark lies behind all windows; the timestamp is then the last
   * instant that a window can hold.
   */
  long read(Verdict verdict) {
    long before = Math.min(millis, RecordCheck.LAST_MILLIS);
    long time = verdict.timeMillis();
    switch (verdict.kind()) {
      case EVENT:
        if (time < millis) {
          return before;
        }
        follow(time);
        return time;
      case CONTROL:
        if (time == RecordHeaders.END_OF_TIME_MILLIS) {
          millis = time;
        } else if (time != RecordHeaders.NO_TIME) {
          follow(time);
        }
        return before;
      case REJECTED:
        return before;
    }
    throw new AssertionError(verdict.kind());
  }

  /** Moves up to {@code time} less the allowed out-of-orderness, if that is further. */
  void follow(long time) {
    millis = Math.max(millis, time - maxOutOfOrdernessMillis);
  }
}
