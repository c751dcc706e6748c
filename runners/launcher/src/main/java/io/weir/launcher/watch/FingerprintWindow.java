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
package io.weir.launcher.watch;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The last so many distinct 64-bit values, in the order in which they came: an open-addressed hash
 * table with linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithms L and R)
 * beside a ring. At most 40 bytes a value; grows with what it holds.
 */
final class FingerprintWindow {
  private static final int SMALLEST = 1 << 6;

  private final int capacity;
  private long[] ring = new long[SMALLEST];
  private long[] table = new long[2 * SMALLEST];
  private boolean[] taken = new boolean[2 * SMALLEST];
  private int oldest;
  private int size;

  /** Holds {@code capacity} values, a power of two of at least 64. */
  FingerprintWindow(int capacity) {
    checkArgument(
        capacity >= SMALLEST && Integer.bitCount(capacity) == 1,
        "capacity is %s, must be a power of two of at least %s",
        capacity,
        SMALLEST);
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  boolean contains(long value) {
    return taken[find(value)];
  }

  /** Adds a value and, at capacity, forgets the oldest. Returns false if it is already in. */
  boolean add(long value) {
    if (contains(value)) {
      return false;
    }
    if (size == capacity) {
      remove(ring[oldest]);
      oldest = (oldest + 1) & (ring.length - 1);
      size--;
    } else if (size == ring.length) {
      grow();
    }
    ring[(oldest + size) & (ring.length - 1)] = value;
    size++;
    int slot = find(value);
    table[slot] = value;
    taken[slot] = true;
    return true;
  }

  private void grow() {
    long[] values = new long[ring.length * 2];
    for (int i = 0; i < size; i++) {
      values[i] = ring[(oldest + i) & (ring.length - 1)];
    }
    ring = values;
    oldest = 0;
    table = new long[2 * ring.length];
    taken = new boolean[2 * ring.length];
    for (long value : Arrays.copyOf(values, size)) {
      int slot = find(value);
      table[slot] = value;
      taken[slot] = true;
    }
  }

  /** The slot of a value, or the free one where it belongs. */
  private int find(long value) {
    int slot = home(value);
    while (taken[slot] && table[slot] != value) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private int home(long value) {
    return (int) ((value * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
  }

  /** Closes the gap that the value leaves, so that no probe stops short. */
  private void remove(long value) {
    int gap = find(value);
    int slot = gap;
    while (true) {
      slot = (slot + 1) & (table.length - 1);
      if (!taken[slot]) {
        break;
      }
      int distanceFromHome = (slot - home(table[slot])) & (table.length - 1);
      int distanceFromGap = (slot - gap) & (table.length - 1);
      if (distanceFromHome >= distanceFromGap) {
        table[gap] = table[slot];
        gap = slot;
      }
    }
    taken[gap] = false;
  }
}
