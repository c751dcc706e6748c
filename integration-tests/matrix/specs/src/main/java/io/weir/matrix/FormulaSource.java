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

/** A model whose score is its one number times a factor, or that is always away. */
final class FormulaSource implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final String VERSION = "1";

  private final String name;
  private final float factor;
  private final boolean away;

  private FormulaSource(String name, float factor, boolean away) {
    this.name = name;
    this.factor = factor;
    this.away = away;
  }

  static FormulaSource times(String name, float factor) {
    return new FormulaSource(name, factor, false);
  }

  static FormulaSource away(String name) {
    return new FormulaSource(name, 0, true);
  }

  @Override
  public String id() {
    return name;
  }

  @Override
  public ModelDescription description() {
    return ModelDescription.named(name)
        .version(VERSION)
        .lane(Lane.RULES)
        .features(List.of("NUMBER"))
        .maxBatch(8)
        .build();
  }

  @Override
  public Model open() {
    return new Formula();
  }

  private final class Formula implements Model {

    @Override
    public ModelDescription description() {
      return FormulaSource.this.description();
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      if (away) {
        return CompletableFuture.failedFuture(
            new ScoringException(ScoringException.Kind.TRANSIENT, name + " is away"));
      }
      float[] scores = new float[rows.rows()];
      for (int row = 0; row < scores.length; row++) {
        scores[row] = rows.value(row, 0) * factor;
      }
      return CompletableFuture.completedFuture(Scores.of(scores, VERSION));
    }

    @Override
    public void close() {}
  }
}
