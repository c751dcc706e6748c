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
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value as it was put out. Immutable; equal if tag, value, timestamp and windows are, the values
 * compared as their coder says ({@link org.apache.beam.sdk.coders.Coder#structuralValue}).
 *
 * @param <T> the type of the value
 */
public final class Output<T extends @Nullable Object> {
  private final String tag;
  private final T value;
  private final Object structure;
  private final Instant timestamp;
  private final List<BoundedWindow> windows;

  Output(
      String tag,
      T value,
      Object structure,
      Instant timestamp,
      Collection<? extends BoundedWindow> windows) {
    this.tag = tag;
    this.value = value;
    this.structure = structure;
    this.timestamp = timestamp;
    this.windows = List.copyOf(windows);
  }

  /** The id of the tag to which it went. */
  public String tag() {
    return tag;
  }

  /** The value, as its coder read it from what it wrote. */
  public T value() {
    return value;
  }

  /** Its timestamp. */
  public Instant timestamp() {
    return timestamp;
  }

  /** Its windows. */
  public List<BoundedWindow> windows() {
    return windows;
  }

  @Override
  public String toString() {
    return value + " at " + timestamp.getMillis() + " in " + tag;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Output)) {
      return false;
    }
    Output<?> that = (Output<?>) other;
    return tag.equals(that.tag)
        && structure.equals(that.structure)
        && timestamp.equals(that.timestamp)
        && windows.equals(that.windows);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tag, structure, timestamp);
  }
}
