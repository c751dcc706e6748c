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

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Assert;

/** The models of the test resources, rows for them, and short ways to call them. */
final class TestModels {
  static final int COLUMNS = 15;
  static final Duration LONG = Duration.ofMinutes(1);

  private TestModels() {}

  static TfliteModelSource source(String name) {
    return TfliteModelSource.of("classpath:models/" + name);
  }

  /** Values of the magnitudes that the models' weights are made for. */
  static float[] row(Random random) {
    float[] row = new float[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      row[column] = random.nextFloat() * (column % 3 == 0 ? 1 : column % 3 == 1 ? 30 : 500);
    }
    return row;
  }

  static FeatureRows rows(int count, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = row(random);
    }
    return FeatureRows.copyOf(rows);
  }

  /** A row of one value, from which the slow model counts. */
  static FeatureRows rowOf(float value) {
    float[] row = new float[COLUMNS];
    Arrays.fill(row, value);
    return FeatureRows.copyOf(row);
  }

  static float[] score(Model model, FeatureRows rows) throws Exception {
    return model.score(rows, LONG).get(60, TimeUnit.SECONDS).toArray();
  }

  static float[] inBatchesOf(Model model, FeatureRows rows, int size) throws Exception {
    float[] scores = new float[rows.rows()];
    for (int from = 0; from < scores.length; from += size) {
      int to = Math.min(from + size, scores.length);
      System.arraycopy(score(model, rows.slice(from, to)), 0, scores, from, to - from);
    }
    return scores;
  }

  static Throwable failure(CompletableFuture<Scores> scores) {
    ExecutionException failure =
        Assert.assertThrows(ExecutionException.class, () -> scores.get(60, TimeUnit.SECONDS));
    return Objects.requireNonNull(failure.getCause());
  }
}
