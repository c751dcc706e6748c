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

import io.weir.benchmarks.inference.DenseNet.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a net as an ONNX model of operator set 13: a Gemm and a Relu for each layer, a Sigmoid at
 * the end. The numbers of the fields are those of {@code onnx.proto} (ONNX 1.13).
 */
final class OnnxFile {
  /** The input: rows of single-precision values, any number of them. */
  static final String INPUT = "features";

  /** The output: one value a row. */
  static final String OUTPUT = "score";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;

  private OnnxFile() {}

  static byte[] of(DenseNet net) throws IOException {
    OnnxMessage graph = new OnnxMessage().with(2, "net");
    List<Layer> layers = net.layers();
    String values = INPUT;
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i == layers.size() - 1;
      String weights = "weights" + i;
      String biases = "biases" + i;
      String sums = "sums" + i;
      String next = last ? OUTPUT : "values" + i;
      Layer layer = layers.get(i);
      graph.with(5, tensor(weights, layer.weights, layer.inputs, layer.outputs));
      graph.with(5, tensor(biases, layer.biases, layer.outputs));
      graph.with(1, node("Gemm", sums, values, weights, biases));
      graph.with(1, node(last ? "Sigmoid" : "Relu", next, sums));
      values = next;
    }
    graph.with(11, port(INPUT, net.inputs())).with(12, port(OUTPUT, 1));
    return new OnnxMessage()
        .with(1, IR_VERSION)
        .with(7, graph)
        .with(8, new OnnxMessage().with(1, "").with(2, OPERATORS))
        .toBytes();
  }

  private static OnnxMessage node(String operator, String output, String... inputs)
      throws IOException {
    OnnxMessage node = new OnnxMessage();
    for (String input : inputs) {
      node.with(1, input);
    }
    return node.with(2, output).with(3, output).with(4, operator);
  }

  private static OnnxMessage tensor(String name, float[] values, long... shape) throws IOException {
    OnnxMessage tensor = new OnnxMessage();
    for (long size : shape) {
      tensor.with(1, size);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.with(2, FLOAT).with(8, name).with(9, raw.array());
  }

  private static OnnxMessage port(String name, long columns) throws IOException {
    OnnxMessage shape =
        new OnnxMessage()
            .with(1, new OnnxMessage().with(2, "rows"))
            .with(1, new OnnxMessage().with(1, columns));
    OnnxMessage tensor = new OnnxMessage().with(1, FLOAT).with(2, shape);
    return new OnnxMessage().with(1, name).with(2, new OnnxMessage().with(1, tensor));
  }
}
