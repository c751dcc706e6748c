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

import io.weir.inference.FeatureRows;
import java.util.Random;

/** The models of the test resources, and rows for them. */
final class TestModels {
  static final int COLUMNS = 15;

  private TestModels() {}

  static OnnxModelSource source(String name) {
    return OnnxModelSource.of("classpath:models/" + name);
  }

  /** Values of several magnitudes; now and then one that is missing. */
  static float[] row(Random random) {
    float[] row = new float[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      float value = random.nextFloat() * (column % 3 == 0 ? 1 : column % 3 == 1 ? 30 : 500);
      row[column] = random.nextInt(100) == 0 ? Float.NaN : value;
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
}
