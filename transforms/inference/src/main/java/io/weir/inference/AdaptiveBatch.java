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
package io.weir.inference;

import static io.weir.inference.Arguments.require;

import java.io.Serializable;
import java.time.Duration;

/** Between what sizes, and within what latency, a {@link BatchSizer} looks. Immutable. */
final class AdaptiveBatch implements Serializable {
  private static final long serialVersionUID = 1L;

  final int least;
  final int most;
  final Duration latencyBudget;

  AdaptiveBatch(int least, int most, Duration latencyBudget) {
    require(
        least >= 1 && least <= most,
        "adaptiveBatch is %s to %s; allowed: at least 1, the larger second",
        least,
        most);
    require(
        !latencyBudget.isNegative() && !latencyBudget.isZero(),
        "latencyBudget is %s; allowed: more than zero",
        latencyBudget);
    this.least = least;
    this.most = most;
    this.latencyBudget = latencyBudget;
  }

  /** What only the model with all its settings shows to be wrong. */
  void check(int maxBatch, Duration deadline) {
    require(
        most <= maxBatch,
        "adaptiveBatch is %s to %s; allowed: at most the model's largest batch, %s",
        least,
        most,
        maxBatch);
    require(
        latencyBudget.compareTo(deadline) <= 0,
        "latencyBudget is %s; allowed: at most the deadline, %s",
        latencyBudget,
        deadline);
  }

  @Override
  public String toString() {
    return "batches of " + least + " to " + most + " within " + latencyBudget;
  }
}
