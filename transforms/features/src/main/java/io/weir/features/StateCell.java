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
 * The header of a state cell. Fixed places, little-endian:
 *
 * <table>
 *   <caption>Bytes of a cell</caption>
 *   <tr><td>0</td><td>version of the format
 *   <tr><td>1</td><td>4 bytes: code of the layout of the entries
 *   <tr><td>5</td><td>4 bytes: the day for which the expiry timer is set
 *   <tr><td>9</td><td>8 bytes: the time that the first entry is relative to
 *   <tr><td>17</td><td>4 bytes: length of the entries
 *   <tr><td>21</td><td>4 bytes: length of the labels that wait for their events
 *   <tr><td>25</td><td>the entries, the waiting labels
 * </table>
 */
final class StateCell {
  static final byte VERSION = 1;
  static final int HEADER = 25;

  private static final int LAYOUT = 1;
  private static final int EXPIRY_DAY = 5;
  private static final int BASE = 9;
  private static final int HISTORY_LENGTH = 17;
  private static final int ORPHANS_LENGTH = 21;

  private StateCell() {}

  /** Throws {@link IllegalStateException} unless this release and layout can read the cell. */
  static void check(byte[] cell, HopLayout layout) {
    if (cell.length < 1 || cell[0] != VERSION) {
      throw new IllegalStateException(
          String.format(
              "the state of hop %s has format version %s; this release reads version %d: resume"
                  + " with the release that wrote it, or start with fresh state",
              layout.entity(), cell.length < 1 ? "none" : Byte.toString(cell[0]), VERSION));
    }
    if (cell.length < HEADER
        || historyLength(cell) < 0
        || orphansLength(cell) < 0
        || (long) HEADER + historyLength(cell) + orphansLength(cell) != cell.length) {
      throw new IllegalStateException(
          String.format(
              "the state of hop %s is cut short at %d bytes", layout.entity(), cell.length));
    }
    if (ByteReader.intAt(cell, LAYOUT) != layout.code()) {
      throw new IllegalStateException(
          String.format(
              "the state of hop %s was written for layout %08x, the feature set now needs %08x: its"
                  + " means use other columns. Give the changed entity a new name, or start with"
                  + " fresh state",
              layout.entity(), ByteReader.intAt(cell, LAYOUT), layout.code()));
    }
  }

  static void writeHeader(
      byte[] cell,
      HopLayout layout,
      int expiryDay,
      long base,
      int historyLength,
      int orphansLength) {
    cell[0] = VERSION;
    ByteWriter.putInt(cell, LAYOUT, layout.code());
    ByteWriter.putInt(cell, EXPIRY_DAY, expiryDay);
    ByteWriter.putLong(cell, BASE, base);
    ByteWriter.putInt(cell, HISTORY_LENGTH, historyLength);
    ByteWriter.putInt(cell, ORPHANS_LENGTH, orphansLength);
  }

  static int expiryDay(byte[] cell) {
    return ByteReader.intAt(cell, EXPIRY_DAY);
  }

  static long base(byte[] cell) {
    return ByteReader.longAt(cell, BASE);
  }

  static int historyLength(byte[] cell) {
    return ByteReader.intAt(cell, HISTORY_LENGTH);
  }

  static int orphansLength(byte[] cell) {
    return ByteReader.intAt(cell, ORPHANS_LENGTH);
  }
}
