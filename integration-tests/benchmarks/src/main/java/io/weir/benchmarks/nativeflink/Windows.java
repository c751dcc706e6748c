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

package io.weir.benchmarks.nativeflink;

/**
 * The windows of the features, in milliseconds. A window is open on the left, closed on the right.
 */
final class Windows {
  static final long DAY = 86_400_000L;

  /** 1, 7 and 30 days. */
  static final long[] LENGTHS = {DAY, 7 * DAY, 30 * DAY};

  /** How long after a payment its label counts; the terminal's windows end that long ago. */
  static final long LABEL_DELAY = 7 * DAY;

  static final long CARD_RETENTION = 30 * DAY;
  static final long TERMINAL_RETENTION = 37 * DAY;

  /** How much longer histories reach back where events may come out of order. */
  private static final long SLACK = 3_600_000L;

  private Windows() {}

  /** Returns how much longer than its windows a history reaches back. */
  static long slack(boolean eventTime) {
    return eventTime ? 0 : SLACK;
  }

  /**
   * Returns when a history whose latest entry is at {@code latest} has expired: on a grid of days,
   * at least a day after the last window that holds the entry, so that the slack is over too.
   */
  static long expiry(long latest, long retention) {
    return ((latest + retention) / DAY + 2) * DAY;
  }

  /** Returns the first index from 0 to {@code size} whose time is after {@code time}. */
  static int firstAfter(long[] times, int size, long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
