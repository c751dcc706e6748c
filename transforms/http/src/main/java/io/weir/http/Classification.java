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
package io.weir.http;

import static io.weir.http.Arguments.require;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a classifier says about one text, or why it says nothing. An immutable value. */
public final class Classification {
  private final String label;
  private final double score;
  private final String reason;
  private final String version;
  private final @Nullable Exception failure;

  private Classification(
      String label, double score, String reason, String version, @Nullable Exception failure) {
    this.label = label;
    this.score = score;
    this.reason = reason;
    this.version = version;
    this.failure = failure;
  }

  /**
   * An answer.
   *
   * @param label one of the classifier's
   * @param score how sure the classifier is of the label, 0 to 1
   * @param reason a sentence for a person
   * @param version what answered, not empty
   */
  public static Classification of(String label, double score, String reason, String version) {
    require(score >= 0 && score <= 1, "score is %s; allowed: 0 to 1", score);
    require(!version.isEmpty(), "version is empty; allowed: any other string");
    return new Classification(label, score, reason, version, null);
  }

  /**
   * No answer.
   *
   * @param failure as {@link io.weir.inference.Model#score} gives them
   */
  public static Classification failed(Exception failure) {
    return new Classification("", Double.NaN, "", "", Objects.requireNonNull(failure, "failure"));
  }

  /** Why there is no answer; empty if there is one. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  /** One of the classifier's labels; empty if there is no answer. */
  public String label() {
    return label;
  }

  /**
   * How sure the classifier is of the label, 0 to 1; NaN if there is no answer. A language model
   * says it of itself: it orders texts, but is no calibrated probability.
   */
  public double score() {
    return score;
  }

  /** A sentence for a person, written by the classifier; empty if there is no answer. */
  public String reason() {
    return reason;
  }

  /** What answered, as the server says it; empty if there is no answer. */
  public String version() {
    return version;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Classification)) {
      return false;
    }
    Classification that = (Classification) other;
    return label.equals(that.label)
        && Double.compare(score, that.score) == 0
        && reason.equals(that.reason)
        && version.equals(that.version)
        && Objects.equals(failure, that.failure);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, score, reason, version, failure);
  }

  @Override
  public String toString() {
    return failure == null
        ? label + " " + score + " (" + version + "): " + reason
        : "failed: " + failure.getMessage();
  }
}
