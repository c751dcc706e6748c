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

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorDim;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorNumDims;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorType;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** The type and shape of a tensor, as they are at a moment. */
final class TensorForm {
  /** The names of the types, at the places of their numbers in the C interface. */
  private static final List<String> TYPES =
      List.of(
          "NONE",
          "FLOAT32",
          "INT32",
          "UINT8",
          "INT64",
          "STRING",
          "BOOL",
          "INT16",
          "COMPLEX64",
          "INT8",
          "FLOAT16",
          "FLOAT64");

  private final int type;
  private final int[] shape;

  private TensorForm(int type, int[] shape) {
    this.type = type;
    this.shape = shape;
  }

  static TensorForm of(TfLiteTensor tensor) {
    int[] shape = new int[Math.max(0, TfLiteTensorNumDims(tensor))];
    for (int dimension = 0; dimension < shape.length; dimension++) {
      shape[dimension] = TfLiteTensorDim(tensor, dimension);
    }
    return new TensorForm(TfLiteTensorType(tensor), shape);
  }

  static TensorForm ofInput(TfLiteInterpreter interpreter, int index) {
    return of(TfLiteInterpreterGetInputTensor(interpreter, index));
  }

  int type() {
    return type;
  }

  int rank() {
    return shape.length;
  }

  int size(int dimension) {
    return shape[dimension];
  }

  @Override
  public String toString() {
    return (type < TYPES.size() ? TYPES.get(type) : "type " + type) + Arrays.toString(shape);
  }
}
