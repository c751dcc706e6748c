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

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * A named tensor on the Java side: values of one type in row-major order, and a shape. Holds no
 * native memory.
 *
 * <p>The array given is not copied: who made it must not change it. The array that an accessor
 * gives is a copy.
 */
public final class Tensor {
  private final String name;
  private final TensorType type;
  private final Object values;
  private final long[] shape;

  private Tensor(String name, TensorType type, Object values, long[] shape) {
    this.name = requireNonNull(name, "name");
    this.type = type;
    this.values = requireNonNull(values, "values");
    this.shape = shape.clone();
    int length = Array.getLength(values);
    if (!holds(length)) {
      throw new IllegalArgumentException(
          String.format(
              "tensor \"%s\" has %d values; allowed: as many as shape %s holds",
              name, length, Arrays.toString(shape)));
    }
  }

  private boolean holds(int length) {
    long count = 1;
    for (long size : shape) {
      if (size < 0 || (size > 0 && count > Integer.MAX_VALUE / size)) {
        return false;
      }
      count *= size;
    }
    return count == length;
  }

  /**
   * A tensor of {@link TensorType#FLOAT}.
   *
   * @param name as the model calls it
   * @param values in row-major order
   * @param shape the size of each dimension; none for a scalar
   * @throws IllegalArgumentException if the shape holds another number of values
   */
  public static Tensor floats(String name, float[] values, long... shape) {
    return new Tensor(name, TensorType.FLOAT, values, shape);
  }

  /** A tensor of {@link TensorType#DOUBLE}; like {@link #floats(String, float[], long...)}. */
  public static Tensor doubles(String name, double[] values, long... shape) {
    return new Tensor(name, TensorType.DOUBLE, values, shape);
  }

  /** A tensor of {@link TensorType#INT64}; like {@link #floats(String, float[], long...)}. */
  public static Tensor longs(String name, long[] values, long... shape) {
    return new Tensor(name, TensorType.INT64, values, shape);
  }

  /** A tensor of {@link TensorType#INT32}; like {@link #floats(String, float[], long...)}. */
  public static Tensor ints(String name, int[] values, long... shape) {
    return new Tensor(name, TensorType.INT32, values, shape);
  }

  /** A tensor of {@link TensorType#BOOL}; like {@link #floats(String, float[], long...)}. */
  public static Tensor booleans(String name, boolean[] values, long... shape) {
    return new Tensor(name, TensorType.BOOL, values, shape);
  }

  /**
   * A tensor of {@link TensorType#STRING}; like {@link #floats(String, float[], long...)}.
   *
   * @throws NullPointerException if a value is null
   */
  public static Tensor strings(String name, String[] values, long... shape) {
    for (String value : values) {
      requireNonNull(value, "a value of tensor \"" + name + "\"");
    }
    return new Tensor(name, TensorType.STRING, values, shape);
  }

  /** The name by which the model knows it. */
  public String name() {
    return name;
  }

  /** What it holds. */
  public TensorType type() {
    return type;
  }

  /** The size of each dimension; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many values it holds. */
  public int size() {
    return Array.getLength(values);
  }

  /**
   * The values, in row-major order.
   *
   * @throws IllegalStateException if it is of another type than {@link TensorType#FLOAT}
   */
  public float[] floats() {
    return ((float[]) values(TensorType.FLOAT)).clone();
  }

  /** The values of a tensor of {@link TensorType#DOUBLE}; like {@link #floats()}. */
  public double[] doubles() {
    return ((double[]) values(TensorType.DOUBLE)).clone();
  }

  /** The values of a tensor of {@link TensorType#INT64}; like {@link #floats()}. */
  public long[] longs() {
    return ((long[]) values(TensorType.INT64)).clone();
  }

  /** The values of a tensor of {@link TensorType#INT32}; like {@link #floats()}. */
  public int[] ints() {
    return ((int[]) values(TensorType.INT32)).clone();
  }

  /** The values of a tensor of {@link TensorType#BOOL}; like {@link #floats()}. */
  public boolean[] booleans() {
    return ((boolean[]) values(TensorType.BOOL)).clone();
  }

  /** The values of a tensor of {@link TensorType#STRING}; like {@link #floats()}. */
  public String[] strings() {
    return ((String[]) values(TensorType.STRING)).clone();
  }

  /** How many rows it has: the size of the first dimension; -1 if it is a scalar. */
  long rows() {
    return shape.length == 0 ? -1 : shape[0];
  }

  /** The same tensor cut off after some rows, or with its first row repeated behind the others. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of one primitive type.
  Tensor withRows(int rows) {
    int stride = size() / Math.toIntExact(shape[0]);
    int kept = Math.min(size(), rows * stride);
    Object resized =
        Array.newInstance(values.getClass().getComponentType(), Math.multiplyExact(rows, stride));
    System.arraycopy(values, 0, resized, 0, kept);
    for (int at = kept; at < rows * stride; at += stride) {
      System.arraycopy(values, 0, resized, at, stride);
    }
    long[] resizedShape = shape.clone();
    resizedShape[0] = rows;
    return new Tensor(name, type, resized, resizedShape);
  }

  /** The array itself, for readers that do not change it. */
  Object values(TensorType wanted) {
    if (type != wanted) {
      throw new IllegalStateException(
          String.format("tensor \"%s\" holds %s; allowed: %s", name, type, wanted));
    }
    return values;
  }

  /** Says name, type and shape, not the values. */
  @Override
  public String toString() {
    return name + ": " + type + Arrays.toString(shape);
  }
}
