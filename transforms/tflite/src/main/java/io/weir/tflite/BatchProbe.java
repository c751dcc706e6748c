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
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelDescription;
import java.util.Random;

/**
 * Sees, when a model is opened, whether a row's score has the same bits alone, in a full batch, and
 * in a part of one; every promise of equal output rests on that.
 *
 * <p>The rows are pseudo-random, the same every time. That they agree proves nothing for all rows,
 * but a model whose sums depend on the batch hardly ever passes. The calls also warm an
 * interpreter.
 */
final class BatchProbe {
  private static final int ROWS = 64;
  private static final int ALONE = 8;
  private static final int PART = 7;

  /** Scores a batch. */
  interface Scorer {
    float[] score(FeatureRows rows) throws Exception;
  }

  private BatchProbe() {}

  /**
   * Compares.
   *
   * @throws InvalidModelException if a score depends on its batch
   */
  static void check(ModelDescription model, Scorer scorer) throws Exception {
    int count = Math.min(ROWS, model.maxBatch());
    FeatureRows rows =
        FeatureRows.wrap(values(count, model.features().size()), count, model.features().size());
    float[] together = scorer.score(rows);
    int stride = Math.max(1, count / ALONE);
    for (int row = 0; row < count; row += stride) {
      compare(model, together, row, scorer.score(rows.slice(row, row + 1)));
    }
    if (count > PART) {
      compare(model, together, count - PART, scorer.score(rows.slice(count - PART, count)));
    }
  }

  private static void compare(ModelDescription model, float[] together, int from, float[] part) {
    for (int row = 0; row < part.length; row++) {
      if (Float.floatToIntBits(part[row]) != Float.floatToIntBits(together[from + row])) {
        throw new InvalidModelException(
            String.format(
                "model %s: field \"max_batch\" is %d; allowed: 1, because a row scores %s in a batch of"
                    + " %d and %s in one of %d",
                model,
                model.maxBatch(),
                together[from + row],
                together.length,
                part[row],
                part.length));
      }
    }
  }

  /** Flags, shares and amounts side by side, so that trees take many ways. */
  private static float[] values(int rows, int columns) {
    Random random = new Random(20240101);
    float[] values = new float[rows * columns];
    for (int index = 0; index < values.length; index++) {
      float value = random.nextFloat();
      int kind = random.nextInt(4);
      values[index] =
          kind == 0 ? Math.round(value) : kind == 1 ? value : value * (kind == 2 ? 30 : 500);
    }
    return values;
  }
}
