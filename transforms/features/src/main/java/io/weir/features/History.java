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

/**
 * The entries of a key in order of time, in their encoded form. An entry is the time since the
 * entry before it (varint), in the first hop the id's fingerprint (8 bytes) and the label (varint),
 * then the kept columns (signed varints).
 *
 * <p>Entries that stay are never decoded and encoded again: they are copied as bytes, once into the
 * working array of this object at the first change and once into the new cell. Eviction moves the
 * start; what a later entry is relative to does not change by it.
 */
final class History {
  private static final byte[] EMPTY = {};
  private static final int HEADROOM = 256;

  private final boolean identified;
  private final int columns;
  private final ByteWriter edit = new ByteWriter(64);
  private byte[] working = EMPTY;

  private byte[] bytes = EMPTY;
  private int start;
  private int end;
  private long base;

  History(HopLayout layout) {
    this.identified = layout.identified();
    this.columns = layout.columns();
  }

  /** Looks at entries in a cell, without a copy. */
  void load(byte[] cell, int from, int to, long baseTime) {
    this.bytes = cell;
    this.start = from;
    this.end = to;
    this.base = baseTime;
  }

  void clear() {
    load(EMPTY, 0, 0, 0);
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The time that the first entry is relative to. */
  long base() {
    return base;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** Drops the entries before a position. */
  void evict(int position, long baseTime) {
    this.start = position;
    this.base = baseTime;
  }

  /**
   * Inserts an entry.
   *
   * @param position where the first later entry starts
   * @param before the time that the later entry is relative to
   */
  void insert(
      int position,
      long before,
      long time,
      long fingerprint,
      long label,
      HopLayout layout,
      long[] values) {
    // The first entry sets the base itself: then the base is never later than an entry.
    long relativeTo = position == start ? time : before;
    edit.clear();
    edit.varint(time - relativeTo);
    if (identified) {
      edit.fixed64(fingerprint);
      edit.varint(label);
    }
    for (int slot = 0; slot < columns; slot++) {
      edit.signed(values[layout.column(slot)]);
    }
    int removed = 0;
    if (position < end) {
      ByteReader later = new ByteReader(bytes, position);
      long laterTime = before + later.varint();
      removed = later.position() - position;
      edit.varint(laterTime - time);
    }
    if (position == start) {
      base = time;
    }
    splice(position, removed);
  }

  /**
   * Gives the event of that time and fingerprint a label, unless it has one that was known earlier.
   * Returns whether there is such an event.
   */
  boolean label(long eventTime, long fingerprint, long label) {
    ByteReader reader = new ByteReader(bytes, start);
    long time = base;
    while (reader.position() < end) {
      time += reader.varint();
      if (time > eventTime) {
        return false;
      }
      boolean found = reader.fixed64() == fingerprint && time == eventTime;
      int position = reader.position();
      long present = reader.varint();
      if (found) {
        if (LabelCode.replaces(label, present)) {
          edit.clear();
          edit.varint(label);
          splice(position, reader.position() - position);
        }
        return true;
      }
      skipColumns(reader);
    }
    return false;
  }

  /** The time of the last entry; {@link Long#MIN_VALUE} if there is none. */
  long latest() {
    if (isEmpty()) {
      return Long.MIN_VALUE;
    }
    ByteReader reader = new ByteReader(bytes, start);
    long time = base;
    while (reader.position() < end) {
      time += reader.varint();
      if (identified) {
        reader.skip(Long.BYTES);
        reader.varint();
      }
      skipColumns(reader);
    }
    return time;
  }

  private void skipColumns(ByteReader reader) {
    for (int column = 0; column < columns; column++) {
      reader.varint();
    }
  }

  /** Puts what {@link #edit} holds in the place of some bytes. */
  private void splice(int position, int removed) {
    int head = position - start;
    int tail = end - position - removed;
    int length = head + edit.length() + tail;
    boolean owned = bytes == working;
    byte[] target = working;
    // Within the working array the head stays where it is; a foreign array is copied to its front.
    int targetStart = owned ? start : 0;
    if (target.length < targetStart + length) {
      target = new byte[targetStart + 2 * length + HEADROOM];
    }
    if (target != bytes) {
      System.arraycopy(bytes, start, target, targetStart, head);
    }
    System.arraycopy(bytes, position + removed, target, targetStart + head + edit.length(), tail);
    System.arraycopy(edit.array(), 0, target, targetStart + head, edit.length());
    working = target;
    bytes = target;
    start = targetStart;
    end = targetStart + length;
  }
}
