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

import java.io.Serializable;

/** One windowed feature of a hop, with its window as a pair of edges of the hop's layout. */
final class WindowFeature implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final Feature.Kind kind;
  private final int opens;
  private final int closes;
  private final boolean holdsItself;
  private final int slot;
  private final long scale;

  WindowFeature(
      int index,
      Feature.Kind kind,
      int opens,
      int closes,
      boolean holdsItself,
      int slot,
      long scale) {
    this.index = index;
    this.kind = kind;
    this.opens = opens;
    this.closes = closes;
    this.holdsItself = holdsItself;
    this.slot = slot;
    this.scale = scale;
  }

  /** The place in the vector. */
  int index() {
    return index;
  }

  /** The place of the mean's column within an entry; -1 if the feature has none. */
  int slot() {
    return slot;
  }

  /**
   * The value for an event.
   *
   * @param own the event's own value of the column at {@link #slot()}
   * @param ownPositive whether a positive label of the event itself is known at its time
   */
  double value(WindowScan scan, long own, boolean ownPositive) {
    long count = scan.count(opens, closes) + (holdsItself ? 1 : 0);
    if (kind == Feature.Kind.COUNT || count == 0) {
      return (double) count;
    }
    if (kind == Feature.Kind.MEAN) {
      long sum = scan.sum(opens, closes, slot) + (holdsItself ? own : 0);
      return sum / ((double) count * scale);
    }
    long positives = scan.positives(opens, closes) + (holdsItself && ownPositive ? 1 : 0);
    return positives / (double) count;
  }
}
