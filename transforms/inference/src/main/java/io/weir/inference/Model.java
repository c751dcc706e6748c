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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A scorer of rows, opened and ready: the narrow waist between pipelines and engines.
 *
 * <p>Implementations are safe for use by several threads at once. A row's score does not depend on
 * the other rows of its batch, bit for bit, unless {@link ModelDescription#batchInvariant()} is
 * false and the engine says otherwise.
 */
public interface Model extends AutoCloseable {

  /** What this model is and takes. */
  ModelDescription description();

  /**
   * Scores a batch.
   *
   * <p>An engine that computes in the calling thread returns a completed future and keeps the
   * deadline itself; any other returns at once. The rows must not change before the future is
   * complete.
   *
   * @param rows between 1 and {@link ModelDescription#maxBatch()} rows with one column for each of
   *     {@link ModelDescription#features()}
   * @param deadline how long the answer may take from now on, more than zero
   * @return one score a row, in the order of the rows; completed exceptionally with a {@link
   *     java.util.concurrent.TimeoutException} when the deadline passed, with a {@link
   *     ScoringException} when it is known what is to be done about the failure, and with any other
   *     exception when not. A cancelled future gives the call up
   */
  CompletableFuture<Scores> score(FeatureRows rows, Duration deadline);

  /**
   * Scores a batch once more: one that an earlier call failed to score, or has not scored so far
   * and may yet. A model that can score it elsewhere than the earlier call does; unless overridden,
   * there is no such place.
   *
   * @param earlier what was returned for the same rows last
   * @return as {@link #score} does
   */
  default CompletableFuture<Scores> scoreAgain(
      FeatureRows rows, Duration deadline, CompletableFuture<Scores> earlier) {
    return score(rows, deadline);
  }

  /** Frees everything, native memory included. Closing twice is harmless. */
  @Override
  void close();
}
