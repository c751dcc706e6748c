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

/** Why a batch has no scores, by what is to be done about it. */
public final class ScoringException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /**
   * A reason.
   *
   * @param message one line for a person; it names the model and holds no secret
   */
  public ScoringException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** A reason and what caused it. */
  public ScoringException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** What is to be done about it. */
  public Kind kind() {
    return kind;
  }

  /**
   * The kind of any failure of a call: that of a {@code ScoringException}, {@link Kind#TRANSIENT}
   * of a {@link java.util.concurrent.TimeoutException}, and {@link Kind#MODEL_ERROR} of any other.
   */
  static Kind kindOf(Throwable failure) {
    if (failure instanceof ScoringException) {
      return ((ScoringException) failure).kind;
    }
    return failure instanceof java.util.concurrent.TimeoutException
        ? Kind.TRANSIENT
        : Kind.MODEL_ERROR;
  }

  /** What is to be done about a batch that failed. */
  public enum Kind {
    /** Some row cannot be scored: look for it. The same batch will never pass. */
    BAD_ROWS,
    /** The server is away, starting or busy: the same batch may pass in a moment. */
    TRANSIENT,
    /** No call will pass until somebody changes something: unknown model, no permission. */
    PERMANENT,
    /**
     * The model failed on this batch, or gave what cannot be read: a row may be to blame, or the
     * model is broken and every row fails.
     */
    MODEL_ERROR
  }
}
