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
package io.weir.harness.dofn;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** The virtual times of one worker. */
final class Clocks {
  Instant inputWatermark = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /** What downstream knows; it never moves while a bundle is open. */
  Instant outputWatermark = BoundedWindow.TIMESTAMP_MIN_VALUE;

  Instant processingTime = Instant.ofEpochMilli(0);

  /** The earliest element that came behind the input watermark: what comes of it is late too. */
  Instant earliestLate = BoundedWindow.TIMESTAMP_MAX_VALUE;

  boolean isBehind(Instant timestamp) {
    return timestamp.isBefore(outputWatermark) && timestamp.isBefore(earliestLate);
  }

  void pass(long millis) {
    processingTime = processingTime.plus(Duration.millis(millis));
  }

  void arrived(Instant timestamp) {
    if (timestamp.isBefore(inputWatermark) && timestamp.isBefore(earliestLate)) {
      earliestLate = timestamp;
    }
  }
}
