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
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Copies tensors to native memory and back. */
final class NativeTensors {
  private NativeTensors() {}

  /** A copy in native memory, which the caller closes. */
  static OnnxTensor of(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long[] shape = tensor.shape();
    Object values = tensor.values(tensor.type());
    switch (tensor.type()) {
      case FLOAT:
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap((float[]) values), shape);
      case DOUBLE:
        return OnnxTensor.createTensor(environment, DoubleBuffer.wrap((double[]) values), shape);
      case INT64:
        return OnnxTensor.createTensor(environment, LongBuffer.wrap((long[]) values), shape);
      case INT32:
        return OnnxTensor.createTensor(environment, IntBuffer.wrap((int[]) values), shape);
      case BOOL:
        ByteBuffer bytes = bytes((boolean[]) values);
        return OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.BOOL);
      case STRING:
        return OnnxTensor.createTensor(environment, (String[]) values, shape);
    }
    throw new IllegalStateException("no native tensor of " + tensor.type());
  }

  /** A copy on the Java side; the native tensor stays open. */
  static Tensor read(String name, TensorType type, OnnxTensor tensor) throws OrtException {
    long[] shape = tensor.getInfo().getShape();
    int count = Math.toIntExact(tensor.getInfo().getNumElements());
    switch (type) {
      case FLOAT:
        float[] floats = new float[count];
        tensor.getFloatBuffer().get(floats);
        return Tensor.floats(name, floats, shape);
      case DOUBLE:
        double[] doubles = new double[count];
        tensor.getDoubleBuffer().get(doubles);
        return Tensor.doubles(name, doubles, shape);
      case INT64:
        long[] longs = new long[count];
        tensor.getLongBuffer().get(longs);
        return Tensor.longs(name, longs, shape);
      case INT32:
        int[] ints = new int[count];
        tensor.getIntBuffer().get(ints);
        return Tensor.ints(name, ints, shape);
      case BOOL:
        ByteBuffer bytes = tensor.getByteBuffer();
        boolean[] booleans = new boolean[count];
        for (int index = 0; index < count; index++) {
          booleans[index] = bytes.get(index) != 0;
        }
        return Tensor.booleans(name, booleans, shape);
      case STRING:
        List<String> strings = new ArrayList<>(count);
        flatten(tensor.getValue(), strings);
        return Tensor.strings(name, strings.toArray(new String[0]), shape);
    }
    throw new IllegalStateException("no Java tensor of " + type);
  }

  private static ByteBuffer bytes(boolean[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
    for (boolean value : values) {
      bytes.put((byte) (value ? 1 : 0));
    }
    return bytes.clear();
  }

  /** Strings come as a string, an array, or arrays of arrays. */
  private static void flatten(Object value, List<String> strings) {
    if (value instanceof Object[]) {
      for (Object part : (Object[]) value) {
        flatten(part, strings);
      }
    } else {
      strings.add((String) value);
    }
  }
}
