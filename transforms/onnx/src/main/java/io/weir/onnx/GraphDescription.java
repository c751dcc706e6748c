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

import java.util.List;

/** The inputs and outputs of a model, in the order of its file. */
public final class GraphDescription {
  private final List<PortDescription> inputs;
  private final List<PortDescription> outputs;

  GraphDescription(List<PortDescription> inputs, List<PortDescription> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /** What the model takes: all of it is needed for a call. */
  public List<PortDescription> inputs() {
    return inputs;
  }

  /** What the model gives. */
  public List<PortDescription> outputs() {
    return outputs;
  }

  @Override
  public String toString() {
    return inputs + " -> " + outputs;
  }
}
