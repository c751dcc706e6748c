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

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Picks a model's columns, in the model's order, from a feature vector.
 *
 * <p>Made when the graph is built, so that a model and a feature set that do not fit are refused
 * before anything runs:
 *
 * <pre>{@code
 * FeatureSelection selection = FeatureSelection.of(source.description(), featureSet.names());
 * Score.with(source).rows(observation -> selection.row(observation::feature));
 * }</pre>
 */
public final class FeatureSelection implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] indexes;

  private FeatureSelection(int[] indexes) {
    this.indexes = indexes;
  }

  /**
   * The columns of a model within a feature set. Features that the model does not use are ignored.
   *
   * @param model what the model takes
   * @param available the names of the feature set, in the order of its vectors
   * @throws InvalidModelException if the model takes a feature that is not available
   */
  public static FeatureSelection of(ModelDescription model, List<String> available) {
    List<String> missing = new ArrayList<>();
    int[] indexes = new int[model.features().size()];
    for (int column = 0; column < indexes.length; column++) {
      String name = model.features().get(column);
      indexes[column] = available.indexOf(name);
      if (indexes[column] < 0) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidModelException(
          String.format(
              "model %s: features has %s, which the feature set does not; allowed: %s",
              model, missing, List.copyOf(available)));
    }
    return new FeatureSelection(indexes);
  }

  /**
   * One row for the model.
   *
   * @param features the value at an index of the feature set's vector
   * @return a new array, narrowed to single precision
   */
  public float[] row(IntToDoubleFunction features) {
    float[] row = new float[indexes.length];
    for (int column = 0; column < row.length; column++) {
      row[column] = (float) features.applyAsDouble(indexes[column]);
    }
    return row;
  }
}
