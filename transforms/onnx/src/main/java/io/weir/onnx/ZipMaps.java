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

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.ValueInfo;
import io.weir.inference.ScoringException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output of the operator ZipMap, with which converters of scikit-learn and LightGBM end a
 * classifier unless told not to: a sequence of maps from class to probability, one a row. Each map
 * is a native value of its own and has to be closed.
 */
final class ZipMaps {
  private ZipMaps() {}

  /** The type of the class labels, or null if a value is not of this kind. */
  static @Nullable TensorType labelType(ValueInfo info) {
    if (!(info instanceof SequenceInfo) || !((SequenceInfo) info).isSequenceOfMaps()) {
      return null;
    }
    SequenceInfo sequence = (SequenceInfo) info;
    if (sequence.mapInfo.valueType != OnnxJavaType.FLOAT) {
      return null;
    }
    TensorType labels = TensorType.of(sequence.mapInfo.keyType);
    return labels == TensorType.INT64 || labels == TensorType.STRING ? labels : null;
  }

  /**
   * Reads all rows. The sequence stays open, what was made of it is closed.
   *
   * @throws ScoringException if the rows do not have the same classes
   */
  static ClassProbabilities read(String name, OnnxSequence sequence)
      throws OrtException, ScoringException {
    List<? extends OnnxValue> maps = sequence.getValue();
    try {
      List<Object> labels = new ArrayList<>();
      float[] values = new float[0];
      for (int row = 0; row < maps.size(); row++) {
        Map<?, ?> map = ((OnnxMap) maps.get(row)).getValue();
        if (row == 0) {
          map.keySet().stream().sorted().forEach(labels::add);
          values = new float[maps.size() * labels.size()];
        }
        int at = row * labels.size();
        for (Object label : labels) {
          Object value = map.get(label);
          if (value == null || map.size() != labels.size()) {
            throw new ScoringException(
                ScoringException.Kind.MODEL_ERROR,
                String.format(
                    "output \"%s\" has classes %s in row %d; allowed: %s, as in row 0",
                    name, map.keySet(), row, labels));
          }
          values[at++] = (Float) value;
        }
      }
      List<String> names = new ArrayList<>();
      labels.forEach(label -> names.add(String.valueOf(label)));
      return new ClassProbabilities(name, names, values);
    } finally {
      maps.forEach(OnnxValue::close);
    }
  }
}
