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
package io.weir.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long elements took from their source to a sink, measured by the harness's own ends: from the
 * first reading of an element to the arrival of an output with the same event time. What a fault
 * keeps waiting is in it. Outputs whose event time no element has are not measured.
 */
final class Latency {
  private final List<Long> nanos = new ArrayList<>();

  void add(List<Long> more) {
    nanos.addAll(more);
  }

  /** How many elements were measured. */
  int size() {
    return nanos.size();
  }

  /**
   * What so many per cent of the elements did not exceed, in ms; by nearest rank.
   *
   * @throws IllegalStateException if none was measured
   */
  long percentileMillis(int percent) {
    if (nanos.isEmpty()) {
      throw new IllegalStateException("no element was measured");
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int rank = (percent * sorted.size() + 99) / 100;
    return TimeUnit.NANOSECONDS.toMillis(sorted.get(Math.max(rank, 1) - 1));
  }
}
