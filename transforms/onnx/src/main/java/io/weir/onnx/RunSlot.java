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

import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.weir.inference.FeatureRows;
import io.weir.inference.ScoringException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one call at a time needs, made once: direct buffers for the largest batch, tensors over them
 * for each batch size that occurs, and the options by which the call can be broken off.
 *
 * <p>The thread that borrowed the slot runs it; {@link #breakOff} may come from another one.
 */
final class RunSlot implements Slot {
  private final OnnxSession session;
  private final OnnxSignature signature;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final @Nullable Tensors[] tensorsByRows;
  private final Set<String> asked;
  private final CallGuard guard;

  RunSlot(OnnxSession session, OnnxSignature signature, int maxRows) throws OrtException {
    this.session = session;
    this.signature = signature;
    this.input = directFloats(maxRows * signature.columns());
    this.output = directFloats(maxRows * signature.width());
    this.tensorsByRows = new Tensors[maxRows + 1];
    // A sequence of maps cannot be written to a buffer: it is asked for and read from the result.
    this.asked = signature.zipMap() ? Set.of(signature.output()) : Set.of();
    this.guard = new CallGuard();
  }

  /**
   * Scores rows.
   *
   * @param shapeRows how many rows the model sees: those given and, behind them, rows of zeros
   * @param dueNanos when the call is to be broken off, on the clock of {@link System#nanoTime}
   * @throws TimeoutException if the call was broken off
   * @throws ScoringException if the output cannot be read
   */
  float[] run(FeatureRows rows, int shapeRows, long dueNanos)
      throws OrtException, ScoringException, TimeoutException {
    input.clear();
    rows.copyTo(input);
    int end = shapeRows * signature.columns();
    while (input.position() < end) {
      input.put(0f);
    }
    Tensors tensors = tensors(shapeRows);
    guard.start(dueNanos);
    try (OrtSession.Result result =
        session.session().run(tensors.inputs, asked, tensors.outputs, guard.options())) {
      guard.stop();
      return signature.zipMap() ? fromMaps(result, rows.rows()) : fromBuffer(rows.rows());
    } catch (OrtException e) {
      if (guard.stop()) {
        throw new TimeoutException("the call was broken off at its deadline");
      }
      throw e;
    }
  }

  private float[] fromBuffer(int rows) {
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = output.get(signature.scoreIndex(row));
    }
    return scores;
  }

  private float[] fromMaps(OrtSession.Result result, int rows)
      throws OrtException, ScoringException {
    ClassProbabilities classes = ZipMaps.read(signature.output(), (OnnxSequence) result.get(0));
    if (classes.labels().size() != 2 || classes.rows() < rows) {
      throw new ScoringException(
          ScoringException.Kind.MODEL_ERROR,
          String.format(
              "output \"%s\" has %d rows of classes %s; allowed: %d rows of 2 classes",
              signature.output(), classes.rows(), classes.labels(), rows));
    }
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = classes.probability(row, 1);
    }
    return scores;
  }

  @Override
  public void breakOff(long nowNanos) throws OrtException {
    guard.breakOff(nowNanos);
  }

  private Tensors tensors(int rows) throws OrtException {
    Tensors tensors = tensorsByRows[rows];
    if (tensors == null) {
      tensors = new Tensors(rows);
      tensorsByRows[rows] = tensors;
    }
    return tensors;
  }

  /** Frees the tensors; the session stays open. */
  @Override
  public void close() {
    for (Tensors tensors : tensorsByRows) {
      if (tensors != null) {
        tensors.close();
      }
    }
    guard.close();
  }

  private static FloatBuffer directFloats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The buffers as tensors of a number of rows. */
  private final class Tensors implements AutoCloseable {
    final Map<String, OnnxTensor> inputs;
    final Map<String, OnnxTensor> outputs;

    Tensors(int rows) throws OrtException {
      inputs = Map.of(signature.input(), tensor(input, signature.inputShape(rows)));
      outputs =
          signature.zipMap()
              ? Map.of()
              : Map.of(signature.output(), tensor(output, signature.outputShape(rows)));
    }

    private OnnxTensor tensor(FloatBuffer buffer, long[] shape) throws OrtException {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      FloatBuffer view = buffer.duplicate();
      view.clear().limit((int) count);
      return OnnxTensor.createTensor(session.environment(), view, shape);
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }
}
