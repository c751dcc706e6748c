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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scores from {@code low} to {@code high}, both included: where a model is not sure. */
public final class Band implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double low;
  private final double high;

  private Band(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /**
   * A band.
   *
   * @throws IllegalArgumentException if {@code low} is above {@code high} or one is not finite
   */
  public static Band of(double low, double high) {
    require(
        Double.isFinite(low) && Double.isFinite(high) && low <= high,
        "band is %s to %s; allowed: two finite numbers, the smaller first",
        low,
        high);
    return new Band(low, high);
  }

  /** The lowest score in the band. */
  public double low() {
    return low;
  }

  /** The highest score in the band. */
  public double high() {
    return high;
  }

  /** Whether a score is in it. */
  public boolean contains(double score) {
    return score >= low && score <= high;
  }

  /** As it stands in a file. */
  Object form() {
    return List.of(low, high);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Band
        && Double.compare(low, ((Band) other).low) == 0
        && Double.compare(high, ((Band) other).high) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(low) + Double.hashCode(high);
  }

  @Override
  public String toString() {
    return low + " to " + high;
  }
}
