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

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.weir.inference.FeatureRows;
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
 * <p>The thread that borrowed the slot runs it; {@link #breakOff} may come from another one. The
 * monitor guards whether a call is running, so that a break never hits the call after the one that
 * it was meant for.
 */
final class RunSlot implements AutoCloseable {
  private final OnnxSession session;
  private final OnnxSignature signature;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final @Nullable Tensors[] tensorsByRows;
  private final RunOptions options;

  private boolean running;
  private boolean broken;
  private long dueNanos;

  RunSlot(OnnxSession session, OnnxSignature signature, int maxRows) throws OrtException {
    this.session = session;
    this.signature = signature;
    this.input = directFloats(maxRows * signature.columns());
    this.output = directFloats(maxRows * signature.width());
    this.tensorsByRows = new Tensors[maxRows + 1];
    this.options = new RunOptions();
  }

  /**
   * Scores rows.
   *
   * @param shapeRows how many rows the model sees: those given and, behind them, rows of zeros
   * @param dueNanos when the call is to be broken off, on the clock of {@link System#nanoTime}
   * @throws TimeoutException if the call was broken off
   */
  float[] run(FeatureRows rows, int shapeRows, long dueNanos)
      throws OrtException, TimeoutException {
    input.clear();
    rows.copyTo(input);
    int end = shapeRows * signature.columns();
    while (input.position() < end) {
      input.put(0f);
    }
    Tensors tensors = tensors(shapeRows);
    start(dueNanos);
    try (OrtSession.Result unused =
        session.session().run(tensors.inputs, Set.of(), tensors.outputs, options)) {
      stop();
    } catch (OrtException e) {
      if (stop()) {
        throw new TimeoutException("the call was broken off at its deadline");
      }
      throw e;
    }
    float[] scores = new float[rows.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = output.get(signature.scoreIndex(row));
    }
    return scores;
  }

  /** Ends the running call, if it is due by now. */
  synchronized void breakOff(long nowNanos) throws OrtException {
    if (running && !broken && nowNanos - dueNanos >= 0) {
      options.setTerminate(true);
      broken = true;
    }
  }

  private synchronized void start(long due) throws OrtException {
    // A call that ended in any other way than a result or an OrtException did not say so itself.
    stop();
    dueNanos = due;
    running = true;
  }

  /** Says that the call has ended, and whether it was told to. */
  private synchronized boolean stop() throws OrtException {
    boolean wasBroken = broken;
    running = false;
    broken = false;
    if (wasBroken) {
      options.setTerminate(false);
    }
    return wasBroken;
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
    options.close();
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
      outputs = Map.of(signature.output(), tensor(output, signature.outputShape(rows)));
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
