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
package io.weir.harness.sink;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** One element as text: timestamp, window and fields, separated by tabs. */
final class Line {
  private static final String TIME = "at=";
  private static final String FIRST = "min";
  private static final String LAST = "max";

  private Line() {}

  static String of(Instant timestamp, BoundedWindow window, Fields fields) {
    return TIME + time(timestamp) + "\twindow=" + name(window) + fields.text();
  }

  /** The timestamp of a line in epoch milliseconds; null where it is before or after all time. */
  static @Nullable Long timeOf(String line) {
    String time = line.substring(TIME.length(), line.indexOf('\t'));
    return time.equals(FIRST) || time.equals(LAST) ? null : Long.valueOf(time);
  }

  private static String name(BoundedWindow window) {
    if (window instanceof GlobalWindow) {
      return "global";
    }
    if (window instanceof IntervalWindow) {
      IntervalWindow interval = (IntervalWindow) window;
      return interval.start().getMillis() + ".." + interval.end().getMillis();
    }
    return window.toString();
  }

  private static String time(Instant timestamp) {
    if (timestamp.equals(BoundedWindow.TIMESTAMP_MIN_VALUE)) {
      return FIRST;
    }
    return timestamp.equals(GlobalWindow.INSTANCE.maxTimestamp())
        ? LAST
        : Long.toString(timestamp.getMillis());
  }
}
