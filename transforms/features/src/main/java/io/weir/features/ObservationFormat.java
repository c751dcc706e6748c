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
 * The bytes of one observation, on the wire and while it waits in state. A version byte comes
 * first; then flags, the event time (fixed, so that waiting ones are looked through without being
 * decoded), and the rest with short numbers short.
 */
final class ObservationFormat {
  static final byte VERSION = 1;

  private static final int LABEL = 1;
  private static final int POSITIVE = 2;
  private static final int LATE = 4;
  private static final int HISTORY = 8;
  private static final int FLAGS = LABEL | POSITIVE | LATE | HISTORY;

  private ObservationFormat() {}

  static void write(Observation value, ByteWriter to) {
    to.fixed8(VERSION);
    to.fixed8(
        (value.label ? LABEL : 0)
            | (value.positive ? POSITIVE : 0)
            | (value.late ? LATE : 0)
            | (value.history ? HISTORY : 0));
    to.fixed64(value.eventTimeMillis);
    to.signed(value.sequence);
    to.text(value.eventId);
    if (value.label) {
      to.varint(value.eventTimeMillis - value.observedTimeMillis);
    }
    to.varint(value.entities.length);
    for (String entity : value.entities) {
      to.text(entity);
    }
    to.varint(value.values.length);
    for (long column : value.values) {
      to.signed(column);
    }
    to.varint(value.features.length);
    for (double feature : value.features) {
      // Zeros, small counts and short fractions end in zero bytes: turned round, they are short.
      to.varint(Long.reverseBytes(Double.doubleToRawLongBits(feature)));
    }
    to.block(value.payload);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are of another version or malformed
   * @throws IndexOutOfBoundsException if the bytes are cut short
   */
  static Observation read(byte[] bytes, int position) {
    ByteReader from = new ByteReader(bytes, position);
    byte version = from.fixed8();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          String.format(
              "the observation has format version %d; this release reads %d", version, VERSION));
    }
    int flags = from.fixed8();
    if ((flags & ~FLAGS) != 0) {
      throw new IllegalArgumentException(
          String.format("the observation has flags %d; at most %d is known", flags, FLAGS));
    }
    long time = from.fixed64();
    long sequence = from.signed();
    String eventId = from.text();
    Observation.Builder builder =
        (flags & LABEL) == 0
            ? Observation.event(eventId, time)
            : Observation.label(eventId, time, time - from.varint(), (flags & POSITIVE) != 0);
    builder.sequence(sequence).late((flags & LATE) != 0).history((flags & HISTORY) != 0);
    String[] entities = new String[from.count(bytes.length)];
    for (int hop = 0; hop < entities.length; hop++) {
      entities[hop] = from.text();
    }
    long[] values = new long[from.count(bytes.length)];
    for (int column = 0; column < values.length; column++) {
      values[column] = from.signed();
    }
    double[] features = new double[from.count(bytes.length)];
    for (int index = 0; index < features.length; index++) {
      features[index] = Double.longBitsToDouble(Long.reverseBytes(from.varint()));
    }
    return builder.owning(entities, values).payload(from.block()).build(features);
  }
}
