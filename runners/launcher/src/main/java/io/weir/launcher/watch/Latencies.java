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
package io.weir.launcher.watch;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Milliseconds from event to action, to three significant digits, up to a day. */
final class Latencies {
  private static final long HIGHEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final Histogram histogram = new Histogram(HIGHEST_MILLIS, 3);

  /** A broker's clock may step back between two appends: then it counts as 0. */
  void record(long millis) {
    histogram.recordValue(Math.max(0, Math.min(HIGHEST_MILLIS, millis)));
  }

  /** Null where nothing was recorded. */
  @Nullable Long percentile(double percent) {
    return histogram.getTotalCount() == 0 ? null : histogram.getValueAtPercentile(percent);
  }

  void reset() {
    histogram.reset();
  }
}
