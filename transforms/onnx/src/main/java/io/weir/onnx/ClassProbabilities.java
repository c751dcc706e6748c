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

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The probability of each class for each row: what a classifier gives that was exported with
 * ZipMap. Holds no native memory.
 */
public final class ClassProbabilities {
  private final String name;
  private final List<String> labels;
  private final float[] values;

  /**
   * Probabilities.
   *
   * @param labels of the classes
   * @param values row by row, in the order of the labels
   */
  ClassProbabilities(String name, List<String> labels, float[] values) {
    this.name = name;
    this.labels = List.copyOf(labels);
    this.values = values;
  }

  /** The name of the output that they come from. */
  public String name() {
    return name;
  }

  /**
   * The labels of the classes in order: numbers by value, written in decimal, or words by their
   * characters. That is the order in which scikit-learn keeps its {@code classes_}.
   */
  public List<String> labels() {
    return labels;
  }

  /** How many rows there are. */
  public int rows() {
    return labels.isEmpty() ? 0 : values.length / labels.size();
  }

  /**
   * The probability that a row is of a class.
   *
   * @param label which one, by its place in {@link #labels()}
   * @throws IndexOutOfBoundsException if there is no such row or class
   */
  public float probability(int row, int label) {
    Objects.checkIndex(row, rows());
    Objects.checkIndex(label, labels.size());
    return values[row * labels.size() + label];
  }

  /**
   * The probability that a row is of a class.
   *
   * @throws IllegalArgumentException if there is no such class
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float probability(int row, String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          String.format("class is \"%s\"; allowed: %s", label, labels));
    }
    return probability(row, index);
  }

  /**
   * The probabilities of a row by class, in the order of {@link #labels()}.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Map<String, Float> row(int row) {
    Map<String, Float> byLabel = new LinkedHashMap<>();
    for (int label = 0; label < labels.size(); label++) {
      byLabel.put(labels.get(label), probability(row, label));
    }
    return Collections.unmodifiableMap(byLabel);
  }

  /** The first rows. */
  ClassProbabilities withRows(int rows) {
    return new ClassProbabilities(name, labels, Arrays.copyOf(values, rows * labels.size()));
  }

  @Override
  public String toString() {
    return name + ": " + rows() + " rows, classes " + labels + Arrays.toString(values);
  }
}
