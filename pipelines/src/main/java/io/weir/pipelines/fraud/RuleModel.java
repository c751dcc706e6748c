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
package io.weir.pipelines.fraud;

import io.weir.inference.FeatureRows;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import io.weir.inference.Scores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** {@link FraudRule}s as a model: a score from 0 to just below 1. */
final class RuleModel implements Model {
  private static final ModelDescription DESCRIPTION =
      ModelDescription.named("fraud-rules")
          .version("1")
          .lane(Lane.RULES)
          .features(FraudFeatures.SET.names())
          .maxBatch(256)
          .build();

  /** Where every worker gets it from. */
  static final class Source implements ModelSource {
    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "rules:" + DESCRIPTION.name() + ":" + DESCRIPTION.version();
    }

    @Override
    public ModelDescription description() {
      return DESCRIPTION;
    }

    @Override
    public Model open() {
      return new RuleModel();
    }
  }

  private RuleModel() {}

  @Override
  public ModelDescription description() {
    return DESCRIPTION;
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    float[] scores = new float[rows.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = FraudRule.score(new Row(rows, row));
    }
    return CompletableFuture.completedFuture(Scores.of(scores, DESCRIPTION.version()));
  }

  @Override
  public void close() {}

  private static final class Row extends FraudVector {
    private final FeatureRows rows;
    private final int row;

    Row(FeatureRows rows, int row) {
      this.rows = rows;
      this.row = row;
    }

    @Override
    double feature(int index) {
      return rows.value(row, index);
    }
  }
}
