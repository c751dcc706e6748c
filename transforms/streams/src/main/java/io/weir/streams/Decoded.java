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

package io.weir.streams;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record's value after its one parse: the bytes as they were read, and either the message or why
 * there is none. Equality is that of the bytes, from which all else follows.
 *
 * @param <T> the message
 */
final class Decoded<T> {
  private final byte @Nullable [] value;
  private final @Nullable T message;
  private final long eventTimeMillis;
  private final @Nullable RejectedRecordException rejection;

  private Decoded(
      byte @Nullable [] value,
      @Nullable T message,
      long eventTimeMillis,
      @Nullable RejectedRecordException rejection) {
    this.value = value;
    this.message = message;
    this.eventTimeMillis = eventTimeMillis;
    this.rejection = rejection;
  }

  /** Parses {@code value}, which must not change afterwards. Never throws. */
  static <T> Decoded<T> parse(EventFormat<T> format, byte @Nullable [] value) {
    if (value == null) {
      return rejected(null, RejectedRecordException.undecodable("the record has no value"));
    }
    try {
      T message = format.parse(value);
      return new Decoded<>(value, message, format.eventTimeMillis(message), null);
    } catch (RejectedRecordException e) {
      return rejected(value, e);
    } catch (RuntimeException e) {
      // A format that trips over hostile bytes must cost one record, not the pipeline.
      return rejected(
          value,
          RejectedRecordException.undecodable("the format failed: " + e.getClass().getName()));
    }
  }

  private static <T> Decoded<T> rejected(
      byte @Nullable [] value, RejectedRecordException rejection) {
    return new Decoded<>(value, null, RecordHeaders.NO_TIME, rejection);
  }

  /** Returns the record's value, null if it has none; not a copy. */
  byte @Nullable [] value() {
    return value;
  }

  /** Returns why there is no message, or null if there is one. */
  @Nullable RejectedRecordException rejection() {
    return rejection;
  }

  /**
   * Returns the message.
   *
   * @throws IllegalStateException if the value was rejected
   */
  T message() {
    if (message == null) {
      throw new IllegalStateException("the value was rejected: " + rejection);
    }
    return message;
  }

  /** Returns the message's event time; meaningless if the value was rejected. */
  long eventTimeMillis() {
    return eventTimeMillis;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Decoded && Arrays.equals(value, ((Decoded<?>) other).value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Decoded[" + (rejection == null ? message : rejection) + "]";
  }
}
