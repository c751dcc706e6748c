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

import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a cell and its expiry timer are written. */
final class Expiry {
  private static final long LATEST_MILLIS = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private Expiry() {}

  /**
   * Sets the timer unless the time is {@link EntityState#NEVER}. The timer has no output timestamp:
   * it must not hold the watermark. Past the end of time no timer can be set, and none is needed.
   */
  static void set(Timer expiry, long millis) {
    if (millis <= LATEST_MILLIS) {
      expiry.withNoOutputTimestamp().set(Instant.ofEpochMilli(millis));
    }
  }

  /** Writes a cell, or clears it if there is nothing to keep. */
  static void write(ValueState<byte[]> state, byte @Nullable [] cell) {
    if (cell == null) {
      state.clear();
    } else {
      state.write(cell);
    }
  }
}
