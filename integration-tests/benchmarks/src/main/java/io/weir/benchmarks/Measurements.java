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

package io.weir.benchmarks;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of the measured pairs of one case. */
final class Measurements {
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> peer = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /** Adds a pair, in events per second. */
  void add(double oursPerSecond, double peerPerSecond) {
    ours.add(oursPerSecond);
    peer.add(peerPerSecond);
    ratios.add(oursPerSecond / peerPerSecond);
  }

  /** The median of ours, in events per second. */
  double ours() {
    return median(ours);
  }

  /** The median of the peer, in events per second. */
  double peer() {
    return median(peer);
  }

  /** The median of the pairs' ratios. */
  double ratio() {
    return median(ratios);
  }

  /** The smallest of the pairs' ratios. */
  double smallestRatio() {
    return Collections.min(ratios);
  }

  /** The largest of the pairs' ratios. */
  double largestRatio() {
    return Collections.max(ratios);
  }

  private static double median(List<Double> values) {
    checkState(!values.isEmpty(), "nothing was measured");
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
