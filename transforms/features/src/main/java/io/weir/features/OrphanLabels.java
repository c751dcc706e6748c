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
 * Labels that came before their events and wait for them: 24 bytes each, namely the event's time,
 * its fingerprint and the label. Few or none, as a rule.
 */
final class OrphanLabels {
  private static final int SIZE = 3 * Long.BYTES;

  private byte[] records = {};
  private int length;

  /** Copies waiting labels from a cell. */
  void load(byte[] cell, int from, int bytes) {
    if (bytes > 0) {
      reserve(bytes);
      System.arraycopy(cell, from, records, 0, bytes);
    }
    length = bytes;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** How many bytes they take. */
  int length() {
    return length;
  }

  /** The bytes, from 0 to {@link #length()}. */
  byte[] bytes() {
    return records;
  }

  /** Adds a label; of two for one event the one known first stays. */
  void add(long eventTime, long fingerprint, long label) {
    int at = find(eventTime, fingerprint);
    if (at < 0) {
      at = length;
      reserve(length + SIZE);
      length += SIZE;
      ByteWriter.putLong(records, at, eventTime);
      ByteWriter.putLong(records, at + Long.BYTES, fingerprint);
    } else if (!LabelCode.replaces(label, labelAt(at))) {
      return;
    }
    ByteWriter.putLong(records, at + 2 * Long.BYTES, label);
  }

  /** Takes out the label of an event; {@link LabelCode#NONE} if none waits. */
  long take(long eventTime, long fingerprint) {
    int at = find(eventTime, fingerprint);
    if (at < 0) {
      return LabelCode.NONE;
    }
    long label = labelAt(at);
    remove(at);
    return label;
  }

  /** Removes the labels of events at or before a time and returns how many they were. */
  int evict(long eventTime) {
    int evicted = 0;
    for (int at = length - SIZE; at >= 0; at -= SIZE) {
      if (ByteReader.longAt(records, at) <= eventTime) {
        remove(at);
        evicted++;
      }
    }
    return evicted;
  }

  /** The time of the latest event waited for; {@link Long#MIN_VALUE} if there is none. */
  long latest() {
    long latest = Long.MIN_VALUE;
    for (int at = 0; at < length; at += SIZE) {
      latest = Math.max(latest, ByteReader.longAt(records, at));
    }
    return latest;
  }

  private int find(long eventTime, long fingerprint) {
    for (int at = 0; at < length; at += SIZE) {
      if (ByteReader.longAt(records, at) == eventTime
          && ByteReader.longAt(records, at + Long.BYTES) == fingerprint) {
        return at;
      }
    }
    return -1;
  }

  private long labelAt(int at) {
    return ByteReader.longAt(records, at + 2 * Long.BYTES);
  }

  private void remove(int at) {
    System.arraycopy(records, at + SIZE, records, at, length - at - SIZE);
    length -= SIZE;
  }

  private void reserve(int bytes) {
    if (records.length < bytes) {
      byte[] larger = new byte[2 * bytes];
      System.arraycopy(records, 0, larger, 0, length);
      records = larger;
    }
  }
}
