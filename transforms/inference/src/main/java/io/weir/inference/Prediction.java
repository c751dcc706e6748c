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

import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.jspecify.annotations.Nullable;

/** A model's answer for one element, and who gave it. An immutable value. */
@DefaultCoder(PredictionCoder.class)
public final class Prediction {
  private final double score;
  private final String model;
  private final String version;
  private final Lane lane;
  private final boolean degraded;
  private final String assignment;

  private Prediction(
      double score, String model, String version, Lane lane, boolean degraded, String assignment) {
    this.score = score;
    this.model = model;
    this.version = version;
    this.lane = lane;
    this.degraded = degraded;
    this.assignment = assignment;
  }

  /**
   * The answer of a described model, not degraded.
   *
   * @param score the raw score, finite
   * @throws IllegalArgumentException if the score is not finite
   */
  public static Prediction of(ModelDescription model, double score) {
    return of(score, model.name(), model.version(), model.lane(), false);
  }

  /**
   * An answer in full.
   *
   * @param degraded whether another lane should have answered and could not
   * @throws IllegalArgumentException if the score is not finite
   */
  public static Prediction of(
      double score, String model, String version, Lane lane, boolean degraded) {
    if (!Double.isFinite(score)) {
      // Not through Arguments: its variable arguments would cost on each element.
      throw new IllegalArgumentException("score is " + score + "; allowed: a finite number");
    }
    return new Prediction(
        score,
        Objects.requireNonNull(model, "model"),
        Objects.requireNonNull(version, "version"),
        Objects.requireNonNull(lane, "lane"),
        degraded,
        "");
  }

  /**
   * Like this one, but for an element on this side of an experiment.
   *
   * @param assignment see {@link #assignment}
   */
  public Prediction withAssignment(String assignment) {
    return assignment.equals(this.assignment)
        ? this
        : new Prediction(score, model, version, lane, degraded, assignment);
  }

  /** The raw score: what the model said, widened to double precision and not rounded. */
  public double score() {
    return score;
  }

  /** The model's name. */
  public String model() {
    return model;
  }

  /** The model's version. */
  public String version() {
    return version;
  }

  /** The lane that gave this answer. */
  public Lane lane() {
    return lane;
  }

  /** Whether another lane should have answered and could not. */
  public boolean degraded() {
    return degraded;
  }

  /**
   * On which side of an experiment the element is, whoever answered: {@code EXPERIMENT/ARM}, or
   * several with commas between them, in the order in which the element met them. Empty where it
   * met none; the light model of a cascade answers before those that stand behind it.
   */
  public String assignment() {
    return assignment;
  }

  /** Equality of the score is equality of its bits. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Prediction)) {
      return false;
    }
    Prediction that = (Prediction) other;
    return Double.doubleToLongBits(score) == Double.doubleToLongBits(that.score)
        && model.equals(that.model)
        && version.equals(that.version)
        && lane == that.lane
        && degraded == that.degraded
        && assignment.equals(that.assignment);
  }

  @Override
  public int hashCode() {
    return Objects.hash(score, model, version, lane, degraded, assignment);
  }

  @Override
  public String toString() {
    return score
        + " by "
        + model
        + " "
        + version
        + " ("
        + lane.label()
        + (degraded ? ", degraded)" : ")")
        + (assignment.isEmpty() ? "" : " for " + assignment);
  }
}
