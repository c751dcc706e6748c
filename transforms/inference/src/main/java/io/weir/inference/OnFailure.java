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
import java.util.Objects;

/**
 * What becomes of rows whose model cannot answer: it is away, too slow, or its circuit is open. A
 * row that the model refuses is not meant: it alone becomes a failure, whatever this says.
 */
public final class OnFailure implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private final Kind kind;
  private final String model;
  private final float score;
  private final Duration patience;

  private OnFailure(Kind kind, String model, float score, Duration patience) {
    this.kind = kind;
    this.model = model;
    this.score = score;
    this.patience = patience;
  }

  /** They become failures, for the dead letters. */
  public static OnFailure deadLetter() {
    return new OnFailure(Kind.DEAD_LETTER, "", 0, Duration.ZERO);
  }

  /**
   * Another model answers, and the prediction says that it is degraded. An answer that it gave
   * already (the light model of a cascade) is taken as it is.
   *
   * @param model its name in the routing
   */
  public static OnFailure fallBackTo(String model) {
    return new OnFailure(Kind.FALL_BACK, Objects.requireNonNull(model, "model"), 0, Duration.ZERO);
  }

  /**
   * They get this score from lane {@link Lane#DEFAULT}, degraded.
   *
   * @throws IllegalArgumentException if the score is not finite
   */
  public static OnFailure answer(float score) {
    require(Float.isFinite(score), "score is %s; allowed: a finite number", score);
    return new OnFailure(Kind.ANSWER, "", score, Duration.ZERO);
  }

  /**
   * The stream stands still and the model is asked again and again, so long; then they become
   * failures. A checkpoint cannot be taken meanwhile, so its time-out must be longer.
   *
   * @param patience more than zero, at most 24 hours
   */
  public static OnFailure waitFor(Duration patience) {
    require(
        !patience.isNegative() && !patience.isZero() && patience.compareTo(LONGEST_WAIT) <= 0,
        "patience is %s; allowed: more than zero, at most %s",
        patience,
        LONGEST_WAIT);
    return new OnFailure(Kind.WAIT, "", 0, patience);
  }

  Kind kind() {
    return kind;
  }

  /** Who answers instead; empty unless another model does. */
  String model() {
    return model;
  }

  float score() {
    return score;
  }

  /** How long to wait for the model; zero unless that is what to do. */
  Duration patience() {
    return patience;
  }

  /** As it is written in a configuration. */
  @Override
  public String toString() {
    switch (kind) {
      case FALL_BACK:
        return "fall-back to " + model;
      case ANSWER:
        return "default-decision " + score;
      case WAIT:
        return "wait " + patience;
      case DEAD_LETTER:
        break;
    }
    return "dead-letter";
  }

  enum Kind {
    DEAD_LETTER,
    FALL_BACK,
    ANSWER,
    WAIT
  }
}
