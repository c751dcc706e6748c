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
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensorCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensorCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetSignatureCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetSignatureKey;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetSignatureRunner;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetInputCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetInputName;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetOutputCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetOutputName;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteSignatureRunnerGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorName;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteSignatureRunner;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * The names of a model's inputs and outputs: those of the tensors, and those that the signature
 * gives to the same tensors, if the file has exactly one.
 */
final class TensorNames {
  private final Map<String, Integer> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> outputs = new LinkedHashMap<>();
  private final int inputCount;

  private TensorNames(int inputCount) {
    this.inputCount = inputCount;
  }

  static TensorNames of(TfLiteInterpreter interpreter) {
    TensorNames names = new TensorNames(TfLiteInterpreterGetInputTensorCount(interpreter));
    List<TfLiteTensor> inputs = new ArrayList<>();
    for (int index = 0; index < names.inputCount; index++) {
      inputs.add(TfLiteInterpreterGetInputTensor(interpreter, index));
    }
    List<TfLiteTensor> outputs = new ArrayList<>();
    for (int index = 0; index < TfLiteInterpreterGetOutputTensorCount(interpreter); index++) {
      outputs.add(TfLiteInterpreterGetOutputTensor(interpreter, index));
    }
    if (TfLiteInterpreterGetSignatureCount(interpreter) == 1) {
      names.addSigned(interpreter, inputs, outputs);
    }
    for (TfLiteTensor tensor : inputs) {
      add(names.inputs, TfLiteTensorName(tensor), tensor, inputs);
    }
    for (TfLiteTensor tensor : outputs) {
      add(names.outputs, TfLiteTensorName(tensor), tensor, outputs);
    }
    return names;
  }

  private void addSigned(
      TfLiteInterpreter interpreter,
      List<TfLiteTensor> inputTensors,
      List<TfLiteTensor> outputTensors) {
    TfLiteSignatureRunner runner =
        TfLiteInterpreterGetSignatureRunner(
            interpreter, TfLiteInterpreterGetSignatureKey(interpreter, 0));
    if (runner == null) {
      return;
    }
    try {
      for (int index = 0; index < TfLiteSignatureRunnerGetInputCount(runner); index++) {
        BytePointer name = TfLiteSignatureRunnerGetInputName(runner, index);
        add(inputs, name, TfLiteSignatureRunnerGetInputTensor(runner, name), inputTensors);
      }
      for (int index = 0; index < TfLiteSignatureRunnerGetOutputCount(runner); index++) {
        BytePointer name = TfLiteSignatureRunnerGetOutputName(runner, index);
        add(outputs, name, TfLiteSignatureRunnerGetOutputTensor(runner, name), outputTensors);
      }
    } finally {
      TfLiteSignatureRunnerDelete(runner);
    }
  }

  private static void add(
      Map<String, Integer> names, BytePointer name, TfLiteTensor tensor, List<TfLiteTensor> all) {
    int index = all.indexOf(tensor);
    if (index >= 0 && name != null) {
      names.putIfAbsent(name.getString(), index);
    }
  }

  /** How many inputs the model has. */
  int inputCount() {
    return inputCount;
  }

  /** All names of inputs, the signature's first. */
  List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  /** All names of outputs, the signature's first. */
  List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  /** Which input has a name; -1: none. */
  int input(String name) {
    return inputs.getOrDefault(name, -1);
  }

  /** Which output has a name; -1: none. */
  int output(String name) {
    return outputs.getOrDefault(name, -1);
  }
}
