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

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.weir.inference.InvalidModelException;
import java.util.Arrays;

/** What goes into a model or comes out of it at one place. */
public final class PortDescription {
  /** What kind of value it is. */
  public enum Form {
    /** A {@link Tensor}. */
    TENSOR,
    /** A map from class to probability for each row, as ZipMap makes it. */
    CLASS_PROBABILITIES
  }

  private final String name;
  private final Form form;
  private final TensorType type;
  private final long[] shape;

  private PortDescription(String name, Form form, TensorType type, long[] shape) {
    this.name = name;
    this.form = form;
    this.type = type;
    this.shape = shape;
  }

  /**
   * Describes a place of a session.
   *
   * @throws InvalidModelException if it holds what there is no Java type for here
   */
  static PortDescription of(NodeInfo node, String subject) {
    ValueInfo info = node.getInfo();
    TensorType labels = ZipMaps.labelType(info);
    if (labels != null) {
      return new PortDescription(node.getName(), Form.CLASS_PROBABILITIES, labels, new long[] {-1});
    }
    if (info instanceof TensorInfo) {
      TensorInfo tensor = (TensorInfo) info;
      TensorType type = TensorType.of(tensor.type);
      if (type != null) {
        return new PortDescription(node.getName(), Form.TENSOR, type, tensor.getShape());
      }
    }
    throw new InvalidModelException(
        String.format(
            "%s: \"%s\" is %s; allowed: tensors of %s and, as outputs, the sequence of maps that"
                + " ZipMap gives",
            subject, node.getName(), info, Arrays.toString(TensorType.values())));
  }

  /** The name by which the model knows it. */
  public String name() {
    return name;
  }

  /** What kind of value it is. */
  public Form form() {
    return form;
  }

  /** The type of a tensor's values; of class probabilities, the type of the class labels. */
  public TensorType type() {
    return type;
  }

  /**
   * The size of each dimension, as the file says it: -1 is any size. Empty if it is a scalar, or if
   * the file does not say the shape. What the file says of outputs is not checked by anybody, and
   * converters are known to be wrong about it.
   */
  public long[] shape() {
    return shape.clone();
  }

  /** Whether a tensor can go in here, by its type and shape. */
  boolean takes(Tensor tensor) {
    if (form != Form.TENSOR || tensor.type() != type) {
      return false;
    }
    long[] given = tensor.shape();
    if (shape.length == 0) {
      return true;
    }
    boolean fits = given.length == shape.length;
    for (int dimension = 0; fits && dimension < shape.length; dimension++) {
      fits = shape[dimension] < 0 || shape[dimension] == given[dimension];
    }
    return fits;
  }

  @Override
  public String toString() {
    return name
        + ": "
        + (form == Form.TENSOR ? "" : "probabilities by ")
        + type
        + Arrays.toString(shape);
  }
}
