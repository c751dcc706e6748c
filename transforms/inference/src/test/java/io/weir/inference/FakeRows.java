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
 * Rows of two columns: an id, from which the score follows, and a fate, which says what the fake
 * model does with a batch that holds the row.
 */
final class FakeRows {
  static final int FINE = 0;

  /** Fails the whole batch. */
  static final int BREAKS = 1;

  /** Scores as not a number. */
  static final int NOT_A_NUMBER = 2;

  /** Scores as infinite. */
  static final int INFINITE = 3;

  /** The whole batch is never answered. */
  static final int HANGS = 4;

  private FakeRows() {}

  static float[] row(int id, int fate) {
    return new float[] {id, fate};
  }

  static float scoreOf(int id) {
    return id / 1024f;
  }

  /** The model's behaviour. */
  static CompletableFuture<Scores> score(FeatureRows rows, Duration unused) {
    float[] scores = new float[rows.rows()];
    for (int row = 0; row < scores.length; row++) {
      int fate = (int) rows.value(row, 1);
      if (fate == BREAKS) {
        throw new IllegalStateException("row " + (int) rows.value(row, 0) + "\nis broken");
      }
      if (fate == HANGS) {
        return new CompletableFuture<>();
      }
      float score = scoreOf((int) rows.value(row, 0));
      scores[row] =
          fate == NOT_A_NUMBER ? Float.NaN : fate == INFINITE ? Float.NEGATIVE_INFINITY : score;
    }
    return CompletableFuture.completedFuture(Scores.of(scores, "7"));
  }
}
