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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scores from which on an application acts, as they were chosen together with the model. An
 * immutable value.
 */
public final class Thresholds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double review;
  private final double block;

  private Thresholds(double review, double block) {
    this.review = review;
    this.block = block;
  }

  /**
   * Thresholds in the range of scores.
   *
   * @param review the lowest score that a person looks at, from 0 to 1
   * @param block the lowest score that is blocked, from {@code review} to 1
   * @throws IllegalArgumentException if they are out of range
   */
  public static Thresholds of(double review, double block) {
    require(review >= 0 && review <= 1, "review is %s; allowed: 0 to 1", review);
    require(block >= review && block <= 1, "block is %s; allowed: review (%s) to 1", block, review);
    return new Thresholds(review, block);
  }

  /** The lowest score that a person looks at. */
  public double review() {
    return review;
  }

  /** The lowest score that is blocked. */
  public double block() {
    return block;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Thresholds)) {
      return false;
    }
    Thresholds that = (Thresholds) other;
    return Double.doubleToLongBits(review) == Double.doubleToLongBits(that.review)
        && Double.doubleToLongBits(block) == Double.doubleToLongBits(that.block);
  }

  @Override
  public int hashCode() {
    return Objects.hash(review, block);
  }

  @Override
  public String toString() {
    return "review from " + review + ", block from " + block;
  }
}
