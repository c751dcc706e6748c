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
import org.jspecify.annotations.Nullable;

/** What a tensor holds. The names are those of ONNX, in which FLOAT is single precision. */
public enum TensorType {
  /** Single precision: {@code float}. */
  FLOAT,
  /** Double precision: {@code double}. */
  DOUBLE,
  /** Whole numbers of 64 bits: {@code long}. */
  INT64,
  /** Whole numbers of 32 bits: {@code int}. */
  INT32,
  /** Truth values: {@code boolean}. */
  BOOL,
  /** Text. */
  STRING;

  /** The type that ONNX Runtime calls so, or null if it is not among these. */
  static @Nullable TensorType of(OnnxJavaType type) {
    switch (type) {
      case FLOAT:
        return FLOAT;
      case DOUBLE:
        return DOUBLE;
      case INT64:
        return INT64;
      case INT32:
        return INT32;
      case BOOL:
        return BOOL;
      case STRING:
        return STRING;
      case INT8:
      case INT16:
      case UINT8:
      case FLOAT16:
      case BFLOAT16:
      case UNKNOWN:
        return null;
    }
    return null;
  }
}
