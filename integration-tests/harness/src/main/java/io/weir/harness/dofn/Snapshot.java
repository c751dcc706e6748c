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

import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Where a fresh worker starts from. */
final class Snapshot {
  /** After which step it was taken. */
  final int position;

  final int outputs;
  final Instant inputWatermark;
  final Instant outputWatermark;
  final List<KeyedCells.Frozen> keys;

  Snapshot(int position, int outputs, Clocks clocks, List<KeyedCells.Frozen> keys) {
    this.position = position;
    this.outputs = outputs;
    this.inputWatermark = clocks.inputWatermark;
    this.outputWatermark = clocks.outputWatermark;
    this.keys = keys;
  }

  /**
   * Sets the watermarks. The classic Flink runner does not keep the input watermark: until a source
   * says it again it is at the beginning of time.
   */
  void restore(Clocks clocks, boolean keepsInputWatermark) {
    clocks.inputWatermark =
        keepsInputWatermark ? inputWatermark : BoundedWindow.TIMESTAMP_MIN_VALUE;
    clocks.outputWatermark = outputWatermark;
  }
}
