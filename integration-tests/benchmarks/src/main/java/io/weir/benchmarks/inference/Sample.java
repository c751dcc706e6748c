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
package io.weir.benchmarks.inference;

import io.weir.inference.FeatureSelection;
import io.weir.inference.ModelDescription;
import io.weir.inference.RoutedModel;
import io.weir.inference.Router;
import io.weir.inference.Routing;
import io.weir.inference.Score;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An element as a pipeline has it when it comes to the scoring step: a key and its features. */
final class Sample implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final double[] features;

  private Sample(String key, double[] features) {
    this.key = key;
    this.features = features;
  }

  static Sample of(String key, double... features) {
    return new Sample(key, features);
  }

  /** Pseudo-random ones: flags, shares and amounts side by side, so that trees take many ways. */
  static List<Sample> seeded(long seed, int count, int columns) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] features = new double[columns];
      for (int column = 0; column < columns; column++) {
        double value = random.nextDouble();
        int kind = random.nextInt(3);
        features[column] = kind == 0 ? Math.round(value) : kind == 1 ? value : value * 5;
      }
      samples.add(new Sample("card-" + random.nextInt(1000), features));
    }
    return samples;
  }

  String key() {
    return key;
  }

  double feature(int index) {
    return features[index];
  }

  /** All features, narrowed to single precision. */
  float[] row() {
    float[] row = new float[features.length];
    for (int column = 0; column < row.length; column++) {
      row[column] = (float) features[column];
    }
    return row;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sample
        && key.equals(((Sample) other).key)
        && Arrays.equals(features, ((Sample) other).features);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(features);
  }

  /** The step that scores such elements with one model, set up as the fraud pipeline does it. */
  static Score<Sample> scoredBy(RoutedModel model, ModelDescription description) {
    FeatureSelection inputs = FeatureSelection.of(description, description.features());
    return Score.<Sample>with(Routing.of(Router.always(model.name()), model))
        .rows(sample -> inputs.row(sample::feature))
        .keys(Sample::key);
  }
}
