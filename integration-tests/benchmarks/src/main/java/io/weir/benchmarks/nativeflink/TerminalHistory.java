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
 * What one terminal saw in the last 37 days, sorted by time. Knows no Flink. Mutable: one instance
 * is read from the state, used for all that is due, and written back.
 */
final class TerminalHistory {
  static final byte UNLABELLED = 0;
  static final byte GENUINE = 1;
  static final byte FRAUD = 2;

  private static final int ROOM = 8;

  long[] times;
  long[] ids;
  byte[] labels;
  int size;

  /** Labels whose payment has not come yet. */
  long[] orphanTimes;

  long[] orphanIds;
  byte[] orphanLabels;
  int orphans;

  /** When the timer fires that clears what has expired; 0 if there is none. */
  long expiryMillis;

  TerminalHistory() {
    this(0, 0);
  }

  TerminalHistory(int size, int orphans) {
    this.size = size;
    times = new long[size + ROOM];
    ids = new long[size + ROOM];
    labels = new byte[size + ROOM];
    this.orphans = orphans;
    orphanTimes = new long[orphans];
    orphanIds = new long[orphans];
    orphanLabels = new byte[orphans];
  }

  /**
   * Adds a payment, with the label that waits for it.
   *
   * @return false, and nothing changed, if its id was seen no further than the bound away
   */
  boolean add(long time, long id, long deduplicateWithin) {
    int at = Windows.firstAfter(times, size, time);
    for (int i = at - 1; i >= 0 && times[i] >= time - deduplicateWithin; i--) {
      if (ids[i] == id) {
        return false;
      }
    }
    for (int i = at; i < size && times[i] <= time + deduplicateWithin; i++) {
      if (ids[i] == id) {
        return false;
      }
    }
    if (size == times.length) {
      int room = size + Math.max(ROOM, size / 2);
      times = Arrays.copyOf(times, room);
      ids = Arrays.copyOf(ids, room);
      labels = Arrays.copyOf(labels, room);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(ids, at, ids, at + 1, size - at);
    System.arraycopy(labels, at, labels, at + 1, size - at);
    size++;
    times[at] = time;
    ids[at] = id;
    labels[at] = orphans == 0 ? UNLABELLED : takeOrphan(time, id);
    return true;
  }

  /**
   * Joins a label with its payment, or keeps it until that comes. The first label of a payment
   * wins.
   *
   * @return false if the payment has left the state
   */
  boolean label(long paymentTime, long id, boolean fraud, long knownTime) {
    if (paymentTime <= knownTime - Windows.TERMINAL_RETENTION) {
      return false;
    }
    byte label = fraud ? FRAUD : GENUINE;
    for (int i = Windows.firstAfter(times, size, paymentTime) - 1;
        i >= 0 && times[i] == paymentTime;
        i--) {
      if (ids[i] == id) {
        if (labels[i] == UNLABELLED) {
          labels[i] = label;
        }
        return true;
      }
    }
    if (orphan(paymentTime, id) < 0) {
      orphanTimes = Arrays.copyOf(orphanTimes, orphans + 1);
      orphanIds = Arrays.copyOf(orphanIds, orphans + 1);
      orphanLabels = Arrays.copyOf(orphanLabels, orphans + 1);
      orphanTimes[orphans] = paymentTime;
      orphanIds[orphans] = id;
      orphanLabels[orphans] = label;
      orphans++;
    }
    return true;
  }

  /** Returns payments and frauds of each window that ends the label delay before {@code time}. */
  int[] counts(long time) {
    int[] counts = new int[2 * Windows.LENGTHS.length];
    long end = time - Windows.LABEL_DELAY;
    int last = Windows.firstAfter(times, size, end);
    int frauds = 0;
    int i = last;
    for (int window = 0; window < Windows.LENGTHS.length; window++) {
      long start = end - Windows.LENGTHS[window];
      while (i > 0 && times[i - 1] > start) {
        i--;
        if (labels[i] == FRAUD) {
          frauds++;
        }
      }
      counts[2 * window] = last - i;
      counts[2 * window + 1] = frauds;
    }
    return counts;
  }

  /** Forgets everything up to and including that time. */
  void evict(long upTo) {
    int gone = size == 0 || times[0] > upTo ? 0 : Windows.firstAfter(times, size, upTo);
    if (gone > 0) {
      size -= gone;
      System.arraycopy(times, gone, times, 0, size);
      System.arraycopy(ids, gone, ids, 0, size);
      System.arraycopy(labels, gone, labels, 0, size);
    }
    for (int i = orphans - 1; i >= 0; i--) {
      if (orphanTimes[i] <= upTo) {
        removeOrphan(i);
      }
    }
  }

  boolean isEmpty() {
    return size == 0 && orphans == 0;
  }

  /** Returns the latest time of anything it holds. */
  long latest() {
    long latest = size == 0 ? Long.MIN_VALUE : times[size - 1];
    for (int i = 0; i < orphans; i++) {
      latest = Math.max(latest, orphanTimes[i]);
    }
    return latest;
  }

  private byte takeOrphan(long time, long id) {
    int at = orphan(time, id);
    if (at < 0) {
      return UNLABELLED;
    }
    byte label = orphanLabels[at];
    removeOrphan(at);
    return label;
  }

  private int orphan(long time, long id) {
    for (int i = 0; i < orphans; i++) {
      if (orphanTimes[i] == time && orphanIds[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private void removeOrphan(int at) {
    orphans--;
    orphanTimes[at] = orphanTimes[orphans];
    orphanIds[at] = orphanIds[orphans];
    orphanLabels[at] = orphanLabels[orphans];
  }
}
