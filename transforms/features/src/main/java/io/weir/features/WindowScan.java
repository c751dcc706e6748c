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
package io.weir.features;

import java.util.Arrays;

/**
 * One walk over the entries of a key, which leaves the running count, sums and number of positives
 * at each edge of the hop. Reused from event to event; nothing is allocated.
 */
final class WindowScan {
  private final long[] reaches;
  private final boolean identified;
  private final long deduplicateMillis;
  private final int columns;

  private final long[] running;
  private final long[] counts;
  private final long[] positives;
  private final long[] sums;
  private final int[] positions;
  private final long[] previous;
  private long latest;
  private boolean repeated;

  WindowScan(HopLayout layout) {
    this.reaches = layout.reaches();
    this.identified = layout.identified();
    this.deduplicateMillis = layout.deduplicateMillis();
    this.columns = layout.columns();
    this.running = new long[columns];
    this.counts = new long[reaches.length];
    this.positives = new long[reaches.length];
    this.sums = new long[reaches.length * columns];
    this.positions = new int[reaches.length];
    this.previous = new long[reaches.length];
  }

  /** Walks the entries as an event of that time and fingerprint sees them. */
  void run(History history, long now, long fingerprint) {
    ByteReader reader = new ByteReader(history.bytes(), history.start());
    int end = history.end();
    long time = history.base();
    long count = 0;
    long positive = 0;
    boolean repeat = false;
    int edge = 0;
    long edgeTime = now - reaches[0];
    Arrays.fill(running, 0);
    while (reader.position() < end) {
      int start = reader.position();
      long before = time;
      time += reader.varint();
      while (time > edgeTime) {
        mark(edge, start, before, count, positive);
        edge++;
        edgeTime = edge < reaches.length ? now - reaches[edge] : Long.MAX_VALUE;
      }
      count++;
      if (identified) {
        if (reader.fixed64() == fingerprint && Math.abs(time - now) <= deduplicateMillis) {
          repeat = true;
        }
        if (LabelCode.isPositive(reader.varint(), now - time)) {
          positive++;
        }
      }
      for (int column = 0; column < columns; column++) {
        running[column] += reader.signed();
      }
    }
    while (edge < reaches.length) {
      mark(edge, end, time, count, positive);
      edge++;
    }
    latest = count == 0 ? Long.MIN_VALUE : time;
    repeated = repeat;
  }

  private void mark(int edge, int position, long before, long count, long positive) {
    positions[edge] = position;
    previous[edge] = before;
    counts[edge] = count;
    positives[edge] = positive;
    for (int column = 0; column < columns; column++) {
      sums[edge * columns + column] = running[column];
    }
  }

  /** Whether an entry within the deduplication distance has the fingerprint. */
  boolean repeated() {
    return repeated;
  }

  /** The time of the last entry; {@link Long#MIN_VALUE} if there is none. */
  long latest() {
    return latest;
  }

  /** How many entries lie after one edge and not after the other. */
  long count(int opens, int closes) {
    return counts[closes] - counts[opens];
  }

  /** How many of them have a positive label that is known. */
  long positives(int opens, int closes) {
    return positives[closes] - positives[opens];
  }

  /** The sum of a column over them. */
  long sum(int opens, int closes, int slot) {
    return sums[closes * columns + slot] - sums[opens * columns + slot];
  }

  /** Where the first entry that is still kept starts. */
  int keptPosition() {
    return positions[0];
  }

  /** The time that the first entry still kept is relative to. */
  long keptBase() {
    return previous[0];
  }

  /** Where the first entry later than the event starts. */
  int laterPosition() {
    return positions[positions.length - 1];
  }

  /** The time that the first entry later than the event is relative to. */
  long laterBase() {
    return previous[previous.length - 1];
  }
}
