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

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The least that an expert writes to score rows with ONNX Runtime from Java: one session with one
 * thread, a direct buffer for a batch of rows and one for its scores, both used again and again.
 */
final class BareLoop implements AutoCloseable {
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;
  private final int columns;
  private final int batch;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final int width;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /** Opens the model of a folder, for its largest batch. */
  BareLoop(String folder) throws IOException, OrtException {
    ModelManifest manifest = ModelFolder.at(folder).readManifest();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(ModelFolder.at(folder).readModel(manifest), options);
    columns = manifest.features().size();
    batch = manifest.maxBatch();
    NodeInfo scored = Objects.requireNonNull(session.getOutputInfo().get(manifest.output()));
    long[] shape = ((TensorInfo) scored.getInfo()).getShape();
    shape[0] = batch;
    width = shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
    input = floats(batch * columns);
    output = floats(batch * width);
    inputTensor =
        OnnxTensor.createTensor(environment, input.duplicate(), new long[] {batch, columns});
    outputTensor = OnnxTensor.createTensor(environment, output.duplicate(), shape);
    inputs = Map.of(session.getInputNames().iterator().next(), inputTensor);
    outputs = Map.of(manifest.output(), outputTensor);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Scores rows.
   *
   * @param rows full batches of them, one row after the other
   * @param scores takes one a row
   */
  void score(float[] rows, float[] scores) throws OrtException {
    for (int from = 0; from < scores.length; from += batch) {
      input.clear();
      input.put(rows, from * columns, batch * columns);
      session.run(inputs, Set.of(), outputs).close();
      for (int row = 0; row < batch; row++) {
        scores[from + row] = output.get(row * width + width - 1);
      }
    }
  }

  /** The rows of elements, one after the other. */
  static float[] rows(List<Sample> samples, int columns) {
    float[] rows = new float[samples.size() * columns];
    for (int row = 0; row < samples.size(); row++) {
      System.arraycopy(samples.get(row).row(), 0, rows, row * columns, columns);
    }
    return rows;
  }

  @Override
  public void close() throws OrtException {
    inputTensor.close();
    outputTensor.close();
    session.close();
    options.close();
  }
}
