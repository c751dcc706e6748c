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
package io.weir.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.inference.FeatureRows;
import io.weir.inference.FeatureSelection;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.inference.SharedModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.Rule;
import org.junit.Test;

public final class ScoreWithTfliteTest {
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void aPipelineScoresWithTheBitsOfSingleRows() throws Exception {
    TfliteModelSource source = TestModels.source("network");
    List<Integer> seeds = new ArrayList<>();
    List<KV<Integer, Prediction>> expected = new ArrayList<>();
    try (Model model = source.open()) {
      for (int seed = 0; seed < 200; seed++) {
        FeatureRows row = FeatureRows.copyOf(TestModels.row(new Random(seed)));
        float score = model.score(row, Duration.ofMinutes(1)).get(60, TimeUnit.SECONDS).score(0);
        seeds.add(seed);
        expected.add(KV.of(seed, Prediction.of(score, "network", "1", Lane.TFLITE, false)));
      }
    }
    List<String> names = new ArrayList<>(source.description().features());
    Collections.reverse(names);
    FeatureSelection selection = FeatureSelection.of(source.description(), names);
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(seeds))
            .apply(
                Score.<Integer>with(source)
                    .rows(
                        seed -> {
                          float[] row = TestModels.row(new Random(seed));
                          return selection.row(index -> row[row.length - 1 - index]);
                        }));

    PAssert.that(scored.predictions()).containsInAnyOrder(expected);
    PAssert.that(scored.failures()).empty();
    pipeline.run();

    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }
}
