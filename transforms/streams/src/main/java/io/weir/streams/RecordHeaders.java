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

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of the record headers that carry time. A value is the milliseconds since the
 * epoch as ASCII decimal digits, with a leading minus sign before the epoch.
 */
public final class RecordHeaders {
  /** The event time; repeats the field of the message. On every event. */
  public static final String EVENT_TIME = "event_time";

  /**
   * The source time of a control record, a record with a null value. See {@link ControlRecords}.
   */
  public static final String CONTROL_TIME = "weir-time";

  /** When the answer was made, by the clock of the machine that made it. On every action. */
  public static final String SCORED_TIME = "scored_time";

  /** The control time that says that nothing follows: the end of Beam's time. */
  public static final long END_OF_TIME_MILLIS = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  /** What {@link #timeOf} answers where there is no readable time. Lies before Beam's time. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** Nineteen digits hold every long; more is not one of ours. */
  private static final int MAX_DIGITS = 19;

  private RecordHeaders() {}

  /** Returns {@code millis} as a header value. */
  public static byte[] encode(long millis) {
    return Long.toString(millis).getBytes(US_ASCII);
  }

  /**
   * Returns the time that a header value holds.
   *
   * @throws IllegalArgumentException if the value is anything but 1 to 19 decimal digits with an
   *     optional minus sign, or does not fit
   */
  public static long decode(byte[] value) {
    long millis = parse(value);
    if (millis == NO_TIME) {
      throw new IllegalArgumentException(
          "header value must be milliseconds since the epoch in decimal digits, but has "
              + value.length
              + " bytes that are not");
    }
    return millis;
  }

  /** Returns the time in the last header of that name, or {@link #NO_TIME}. */
  static long timeOf(@Nullable Headers headers, String name) {
    if (headers == null) {
      return NO_TIME;
    }
    Header header = headers.lastHeader(name);
    return header == null ? NO_TIME : parse(header.value());
  }

  /** Parses without an exception: a partition may hold millions of records that are not ours. */
  private static long parse(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return NO_TIME;
    }
    boolean negative = value[0] == '-';
    int start = negative ? 1 : 0;
    int digits = value.length - start;
    if (digits == 0 || digits > MAX_DIGITS) {
      return NO_TIME;
    }
    long magnitude = 0;
    for (int i = start; i < value.length; i++) {
      int digit = value[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_TIME;
      }
      magnitude = magnitude * 10 + digit;
      if (magnitude < 0) { // Nineteen digits overflow at most once, into the sign.
        return NO_TIME;
      }
    }
    return negative ? -magnitude : magnitude;
  }
}
