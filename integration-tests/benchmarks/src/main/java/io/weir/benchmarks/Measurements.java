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

/** The figures of the measured pairs of one case: of ours and of the peer, in one unit. */
public final class Measurements {
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> peer = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> differences = new ArrayList<>();

  /** None yet. */
  public Measurements() {}

  /** Adds a pair. */
  public void add(double oursMeasured, double peerMeasured) {
    ours.add(oursMeasured);
    peer.add(peerMeasured);
    ratios.add(oursMeasured / peerMeasured);
    differences.add(oursMeasured - peerMeasured);
  }

  /** The same pairs as rates: {@code unit} divided by each figure. */
  public Measurements inverse(double unit) {
    Measurements inverse = new Measurements();
    for (int pair = 0; pair < ours.size(); pair++) {
      inverse.add(unit / ours.get(pair), unit / peer.get(pair));
    }
    return inverse;
  }

  /** The median of ours. */
  public double ours() {
    return median(ours);
  }

  /** The median of the peer. */
  public double peer() {
    return median(peer);
  }

  /** The median of the pairs' ratios. */
  public double ratio() {
    return median(ratios);
  }

  /** The smallest of the pairs' ratios. */
  public double smallestRatio() {
    return Collections.min(ratios);
  }

  /** The largest of the pairs' ratios. */
  public double largestRatio() {
    return Collections.max(ratios);
  }

  /** The median of the pairs' differences, ours less the peer's. */
  public double difference() {
    return median(differences);
  }

  /** The largest of the pairs' differences less the smallest. */
  public double differenceSpread() {
    return Collections.max(differences) - Collections.min(differences);
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
