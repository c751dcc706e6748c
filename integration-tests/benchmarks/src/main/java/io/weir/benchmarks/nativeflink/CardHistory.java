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

import java.util.Arrays;

/**
 * What one card paid in the last 30 days, sorted by time. Knows no Flink. Mutable, like {@link
 * TerminalHistory}.
 */
final class CardHistory {
  private static final int ROOM = 8;
  private static final double CENTS = 100;

  long[] times;
  long[] amounts;
  int size;

  /** When the timer fires that clears what has expired; 0 if there is none. */
  long expiryMillis;

  CardHistory() {
    this(0);
  }

  CardHistory(int size) {
    this.size = size;
    times = new long[size + ROOM];
    amounts = new long[size + ROOM];
  }

  void add(long time, long amountCents) {
    int at = Windows.firstAfter(times, size, time);
    if (size == times.length) {
      int room = size + Math.max(ROOM, size / 2);
      times = Arrays.copyOf(times, room);
      amounts = Arrays.copyOf(amounts, room);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(amounts, at, amounts, at + 1, size - at);
    size++;
    times[at] = time;
    amounts[at] = amountCents;
  }

  /**
   * Writes count and mean amount of each window that ends at {@code time}, alternating. Sums are
   * integers, so the means do not depend on the order in which the payments came.
   */
  void writeFeatures(long time, double[] features, int offset) {
    int last = Windows.firstAfter(times, size, time);
    long sum = 0;
    int i = last;
    for (int window = 0; window < Windows.LENGTHS.length; window++) {
      long start = time - Windows.LENGTHS[window];
      while (i > 0 && times[i - 1] > start) {
        i--;
        sum += amounts[i];
      }
      int count = last - i;
      features[offset + 2 * window] = count;
      features[offset + 2 * window + 1] = count == 0 ? 0 : sum / (count * CENTS);
    }
  }

  /** Forgets everything up to and including that time. */
  void evict(long upTo) {
    int gone = size == 0 || times[0] > upTo ? 0 : Windows.firstAfter(times, size, upTo);
    if (gone > 0) {
      size -= gone;
      System.arraycopy(times, gone, times, 0, size);
      System.arraycopy(amounts, gone, amounts, 0, size);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns the latest time it holds. */
  long latest() {
    return size == 0 ? Long.MIN_VALUE : times[size - 1];
  }
}
