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

import java.util.Collection;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** An element as it waits in front of a DoFn: as bytes, so that each delivery is a fresh value. */
final class PlannedElement<T> {
  final byte[] bytes;
  final Instant timestamp;
  final Collection<? extends BoundedWindow> windows;
  private final Coder<T> coder;

  PlannedElement(
      Coder<T> coder, T value, Instant timestamp, Collection<? extends BoundedWindow> windows) {
    this.coder = coder;
    this.bytes = Codes.bytes(coder, value);
    this.timestamp = timestamp;
    this.windows = windows;
  }

  T value() {
    return Codes.value(coder, bytes);
  }

  WindowedValue<T> deliver() {
    return WindowedValues.of(value(), timestamp, windows, PaneInfo.NO_FIRING);
  }

  /** The key of a value that has one; null otherwise. */
  static @Nullable Object keyOf(@Nullable Object value) {
    return value instanceof KV ? ((KV<?, ?>) value).getKey() : null;
  }
}
