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
package io.weir.matrix;

import io.weir.inference.FeatureRows;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model whose score is its one number squared, and which refuses what 13 divides. */
final class SquareSource implements ModelSource {
  private static final long serialVersionUID = 1L;

  private static final ModelDescription DESCRIPTION =
      ModelDescription.named("square")
          .version("1")
          .lane(Lane.RULES)
          .features(List.of("number"))
          .maxBatch(8)
          .build();

  @Override
  public String id() {
    return "square";
  }

  @Override
  public ModelDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Model open() {
    return new Square();
  }

  static boolean isRefused(int number) {
    return number % 13 == 0;
  }

  private static final class Square implements Model {

    @Override
    public ModelDescription description() {
      return DESCRIPTION;
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      float[] scores = new float[rows.rows()];
      for (int row = 0; row < scores.length; row++) {
        int number = (int) rows.value(row, 0);
        if (isRefused(number)) {
          return CompletableFuture.failedFuture(
              new ScoringException(ScoringException.Kind.BAD_ROWS, "13 divides " + number));
        }
        scores[row] = number * number;
      }
      return CompletableFuture.completedFuture(Scores.of(scores, DESCRIPTION.version()));
    }

    @Override
    public void close() {}
  }
}
