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

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A multilayer perceptron with ReLU between its layers and a sigmoid at its end, whose weights come
 * from a seed (He et al., Delving Deep into Rectifiers, 2015: normal, variance 2 / inputs).
 */
final class DenseNet {
  private final List<Layer> layers = new ArrayList<>();

  private DenseNet() {}

  /**
   * A net.
   *
   * @param sizes the inputs, then the width of each layer; the last is 1
   */
  static DenseNet seeded(long seed, int... sizes) {
    checkArgument(
        sizes.length >= 2 && sizes[sizes.length - 1] == 1, "sizes must be two or more, the last 1");
    Random random = new Random(seed);
    DenseNet net = new DenseNet();
    for (int layer = 1; layer < sizes.length; layer++) {
      net.layers.add(Layer.random(random, sizes[layer - 1], sizes[layer]));
    }
    return net;
  }

  /** From the inputs to the output. */
  List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** How many values a row has. */
  int inputs() {
    return layers.get(0).inputs;
  }

  /** The score of a row, 0 to 1, computed one product after the other in double precision. */
  double score(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      values = layers.get(layer).apply(values, layer < layers.size() - 1);
    }
    return 1 / (1 + Math.exp(-values[0]));
  }

  /** Weights, one row an input, and biases. */
  static final class Layer {
    final int inputs;
    final int outputs;
    final float[] weights;
    final float[] biases;

    private Layer(int inputs, int outputs) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.weights = new float[inputs * outputs];
      this.biases = new float[outputs];
    }

    private static Layer random(Random random, int inputs, int outputs) {
      Layer layer = new Layer(inputs, outputs);
      double deviation = Math.sqrt(2.0 / inputs);
      for (int i = 0; i < layer.weights.length; i++) {
        layer.weights[i] = (float) (deviation * random.nextGaussian());
      }
      for (int i = 0; i < outputs; i++) {
        layer.biases[i] = (float) (0.1 * random.nextGaussian());
      }
      return layer;
    }

    private double[] apply(double[] values, boolean rectified) {
      double[] sums = new double[outputs];
      for (int output = 0; output < outputs; output++) {
        double sum = biases[output];
        for (int input = 0; input < inputs; input++) {
          sum += values[input] * weights[input * outputs + output];
        }
        sums[output] = rectified ? Math.max(0, sum) : sum;
      }
      return sums;
    }
  }
}
