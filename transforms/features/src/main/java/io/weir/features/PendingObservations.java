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

import java.util.ArrayList;
import java.util.List;

/**
 * Observations that wait for the watermark, as they came: each its length (varint) and its {@link
 * ObservationFormat}. Only those that are due are decoded.
 */
final class PendingObservations {
  /** The earliest time when nothing waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final ByteWriter waiting = new ByteWriter(256);
  private final ByteWriter one = new ByteWriter(256);
  private long earliest = NEVER;

  /** Copies waiting observations from a cell. */
  void load(byte[] cell, int from, int to, long earliestMillis) {
    waiting.clear();
    waiting.raw(cell, from, to - from);
    earliest = earliestMillis;
  }

  void clear() {
    waiting.clear();
    earliest = NEVER;
  }

  boolean isEmpty() {
    return earliest == NEVER;
  }

  /** The earliest event time among them, {@link #NEVER} if there are none. */
  long earliest() {
    return earliest;
  }

  int length() {
    return waiting.length();
  }

  /** The bytes, from 0 to {@link #length()}. */
  byte[] bytes() {
    return waiting.array();
  }

  void add(Observation observation) {
    one.clear();
    ObservationFormat.write(observation, one);
    waiting.varint(one.length());
    waiting.raw(one.array(), 0, one.length());
    earliest = Math.min(earliest, observation.eventTimeMillis);
  }

  /** Takes out those earlier than a time, in total order. */
  List<Observation> takeBefore(long timeMillis) {
    List<Observation> due = new ArrayList<>();
    if (earliest >= timeMillis) {
      return due;
    }
    byte[] bytes = waiting.array();
    ByteReader reader = new ByteReader(bytes, 0);
    int end = waiting.length();
    waiting.clear();
    earliest = NEVER;
    while (reader.position() < end) {
      int start = reader.position();
      int length = reader.count(end);
      int body = reader.position();
      reader.skip(length);
      long time = ObservationFormat.eventTimeAt(bytes, body);
      if (time < timeMillis) {
        due.add(ObservationFormat.read(bytes, body));
      } else {
        // Moves to the left within the same array, never over what is still to be read.
        waiting.raw(bytes, start, reader.position() - start);
        earliest = Math.min(earliest, time);
      }
    }
    if (due.size() > 1) {
      due.sort(TotalOrder.INSTANCE);
    }
    return due;
  }
}
