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
package io.weir.onnx;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Classifiers of several libraries, exported as their users do, on the path from row to score. */
@RunWith(Parameterized.class)
public final class ExportedModelTest {
  @Parameters(name = "{0}")
  public static Object[] names() {
    return new Object[] {
      "lightgbm",
      "lightgbm-zipmap",
      "xgboost",
      "sklearn-logistic",
      "sklearn-forest",
      "sklearn-boosting",
      "sklearn-network",
      "sklearn-zipmap",
      "sklearn-words"
    };
  }

  @Parameter public String name = "";

  @Test
  public void scoresAreThoseOfTheLibraryThatTrainedTheModel() throws Exception {
    JsonNode expected = Exports.expected(name);
    try (Model model = Exports.source(name).open()) {
      float[] scores = inBatchesOf(model, Exports.rows(expected), 64);

      Set<Float> different = new HashSet<>();
      for (int row = 0; row < scores.length; row++) {
        double truth = expected.get("probabilities").get(row).doubleValue();
        assertThat((double) scores[row], is(closeTo(truth, 1e-5)));
        different.add(scores[row]);
      }
      assertThat(different.size(), is(greaterThan(scores.length / 2)));
    }
  }

  @Test
  public void scoresHaveTheSameBitsInBatchesOf1And2And7And64() throws Exception {
    FeatureRows rows = Exports.rows(Exports.expected(name));
    try (Model model = Exports.source(name).open()) {
      float[] expected = inBatchesOf(model, rows, 64);
      for (int size : new int[] {1, 2, 7}) {
        float[] scores = inBatchesOf(model, rows, size);
        for (int row = 0; row < scores.length; row++) {
          assertThat(
              Float.floatToRawIntBits(scores[row]), is(Float.floatToRawIntBits(expected[row])));
        }
      }
    }
  }

  private static float[] inBatchesOf(Model model, FeatureRows rows, int size) throws Exception {
    float[] scores = new float[rows.rows()];
    for (int from = 0; from < scores.length; from += size) {
      int to = Math.min(from + size, scores.length);
      float[] part =
          model
              .score(rows.slice(from, to), Duration.ofMinutes(1))
              .get(60, TimeUnit.SECONDS)
              .toArray();
      System.arraycopy(part, 0, scores, from, to - from);
    }
    return scores;
  }
}
