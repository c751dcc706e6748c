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

import io.weir.inference.ScoringException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a model gave for a call, by name of the output. Holds no native memory. */
public final class GraphOutputs {
  private final Map<String, Object> values;

  /** Values, each a {@link Tensor} or {@link ClassProbabilities}. */
  GraphOutputs(Map<String, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** The names of the outputs, in the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /**
   * A tensor.
   *
   * @throws IllegalArgumentException if there is no such output, or it is no tensor
   */
  public Tensor tensor(String name) {
    return value(name, Tensor.class);
  }

  /**
   * What ZipMap made.
   *
   * @throws IllegalArgumentException if there is no such output, or it is a tensor
   */
  public ClassProbabilities classProbabilities(String name) {
    return value(name, ClassProbabilities.class);
  }

  /**
   * The first rows of every output.
   *
   * @throws ScoringException if an output does not have one row for each of the batch
   */
  GraphOutputs withRows(int batchRows, int rows) throws ScoringException {
    Map<String, Object> cut = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      boolean isTensor = entry.getValue() instanceof Tensor;
      long found =
          isTensor
              ? ((Tensor) entry.getValue()).rows()
              : ((ClassProbabilities) entry.getValue()).rows();
      if (found != batchRows) {
        throw new ScoringException(
            ScoringException.Kind.MODEL_ERROR,
            String.format(
                "output \"%s\" has %d rows; allowed: %d, as the inputs",
                entry.getKey(), found, batchRows));
      }
      cut.put(
          entry.getKey(),
          isTensor
              ? ((Tensor) entry.getValue()).withRows(rows)
              : ((ClassProbabilities) entry.getValue()).withRows(rows));
    }
    return new GraphOutputs(cut);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          String.format(
              "output is \"%s\"; allowed: one of %s that is of %s",
              name, values.keySet(), type.getSimpleName()));
    }
    return type.cast(value);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
