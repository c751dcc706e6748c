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

import io.weir.proto.v1.Reason;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.jspecify.annotations.Nullable;

/** Why an element has no prediction. An immutable value. */
@DefaultCoder(ScoringFailureCoder.class)
public final class ScoringFailure {
  private static final int MAX_DETAIL = 500;

  private final Reason reason;
  private final String detail;
  private final int attempts;

  private ScoringFailure(Reason reason, String detail, int attempts) {
    this.reason = reason;
    this.detail = detail;
    this.attempts = attempts;
  }

  /**
   * A failure.
   *
   * @param reason why, from the closed set that dead letters use
   * @param detail what happened, for a person; line breaks become blanks, and more than 500
   *     characters are cut off
   * @param attempts how many calls to a model held this element, at least 1
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public static ScoringFailure of(Reason reason, String detail, int attempts) {
    require(attempts >= 1, "attempts is %s; allowed: at least 1", attempts);
    return new ScoringFailure(Objects.requireNonNull(reason, "reason"), oneLine(detail), attempts);
  }

  /**
   * Why: {@code MODEL_ERROR}, {@code INVALID_SCORE}, {@code DEADLINE_EXCEEDED} or {@code
   * OVERLOADED}.
   */
  public Reason reason() {
    return reason;
  }

  /** One line for a person. */
  public String detail() {
    return detail;
  }

  /**
   * How many calls to the model held this element, with those of {@link Resilience}; at least 1,
   * also where none was made because a circuit was open.
   */
  public int attempts() {
    return attempts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof ScoringFailure)) {
      return false;
    }
    ScoringFailure that = (ScoringFailure) other;
    return reason == that.reason && attempts == that.attempts && detail.equals(that.detail);
  }

  @Override
  public int hashCode() {
    return Objects.hash(reason.getNumber(), detail, attempts);
  }

  @Override
  public String toString() {
    return reason + " after " + attempts + " attempts: " + detail;
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").trim();
    return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL);
  }
}
