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
package io.weir.pipelines.fraud.source;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads numbers and times out of fields, digit by digit: exact, and without an object for each. A
 * field that does not hold what is asked for gives {@link #NOT_READABLE}.
 */
final class FieldValues {
  /** What no readable field gives. */
  static final long NOT_READABLE = Long.MIN_VALUE;

  /** So that no sum of digits leaves the range of a long. */
  private static final int MOST_DIGITS = 15;

  private static final long MILLIS_OF_A_DAY = 86_400_000;

  private int lastDate = -1;
  private long lastDateMillis = NOT_READABLE;

  /** A whole number that is not negative, of up to 15 digits. */
  static long wholeNumber(Fields fields, int field) {
    int length = fields.length(field);
    return length > MOST_DIGITS ? NOT_READABLE : digits(fields, field, 0, length);
  }

  /**
   * An amount of money in hundredths: a number with at most two decimals, which may be negative.
   * Never goes through a binary fraction.
   */
  static long hundredths(Fields fields, int field) {
    int length = fields.length(field);
    int begin = length > 0 && fields.at(field, 0) == '-' ? 1 : 0;
    int point = begin;
    while (point < length && fields.at(field, point) != '.') {
      point++;
    }
    int decimals = Math.max(length - point - 1, 0);
    boolean endsWithPoint = point == length - 1;
    if (point - begin > MOST_DIGITS || decimals > 2 || endsWithPoint) {
      return NOT_READABLE;
    }
    long whole = digits(fields, field, begin, point);
    long fraction = decimals == 0 ? 0 : digits(fields, field, point + 1, length);
    if (whole == NOT_READABLE || fraction == NOT_READABLE) {
      return NOT_READABLE;
    }
    long magnitude = whole * 100 + (decimals == 1 ? fraction * 10 : fraction);
    return begin == 1 ? -magnitude : magnitude;
  }

  /** A time {@code YYYY-MM-DD HH:MM:SS} in UTC, in milliseconds since the epoch. */
  long timeMillis(Fields fields, int field) {
    if (fields.length(field) != 19
        || fields.at(field, 4) != '-'
        || fields.at(field, 7) != '-'
        || fields.at(field, 10) != ' '
        || fields.at(field, 13) != ':'
        || fields.at(field, 16) != ':') {
      return NOT_READABLE;
    }
    long year = digits(fields, field, 0, 4);
    long month = digits(fields, field, 5, 7);
    long dayOfMonth = digits(fields, field, 8, 10);
    long hour = digits(fields, field, 11, 13);
    long minute = digits(fields, field, 14, 16);
    long second = digits(fields, field, 17, 19);
    if (year < 0 || month < 0 || dayOfMonth < 0) {
      return NOT_READABLE;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return NOT_READABLE;
    }
    long dateMillis = dateMillis((int) year, (int) month, (int) dayOfMonth);
    return dateMillis == NOT_READABLE
        ? NOT_READABLE
        : dateMillis + ((hour * 60 + minute) * 60 + second) * 1000;
  }

  /** Remembers the last date: thousands of rows have the same. */
  private long dateMillis(int year, int month, int dayOfMonth) {
    int date = (year * 100 + month) * 100 + dayOfMonth;
    if (date != lastDate) {
      lastDate = date;
      try {
        lastDateMillis = LocalDate.of(year, month, dayOfMonth).toEpochDay() * MILLIS_OF_A_DAY;
      } catch (DateTimeException e) {
        lastDateMillis = NOT_READABLE;
      }
    }
    return lastDateMillis;
  }

  private static long digits(Fields fields, int field, int from, int to) {
    if (from == to) {
      return NOT_READABLE;
    }
    long value = 0;
    for (int index = from; index < to; index++) {
      int digit = fields.at(field, index) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_READABLE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
