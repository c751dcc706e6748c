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

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCancel;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyFromBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyToBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import io.weir.inference.FeatureRows;
import io.weir.inference.ScoringException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;

/**
 * What one call at a time needs, made once: an interpreter whose tensors hold the largest batch,
 * and the buffers that are copied from and to. Its input is resized when it is made, then never
 * again.
 *
 * <p>The thread that borrowed it runs it; {@link #breakOff} may come from another one. The monitor
 * guards whether a call is running, so that a break never hits the call after the one that it was
 * meant for.
 */
final class Interpreter implements AutoCloseable {
  private final String subject;
  private final TfliteSignature signature;
  private final TfLiteInterpreter natively;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final FloatPointer inputPointer;
  private final FloatPointer outputPointer;

  private boolean running;
  private boolean broken;
  private long dueNanos;

  Interpreter(LoadedFile file, TfliteSignature signature, int maxRows) {
    this.subject = file.subject();
    this.signature = signature;
    this.input = directFloats(maxRows * signature.columns());
    this.output = directFloats(maxRows * signature.width());
    this.inputPointer = new FloatPointer(input);
    this.outputPointer = new FloatPointer(output);
    this.natively = signature.resized(file);
  }

  /**
   * Scores rows.
   *
   * @param due when the call is to be broken off, on the clock of {@link System#nanoTime}
   * @throws TimeoutException if the call was broken off, or was over too late
   * @throws ScoringException if the model failed
   */
  float[] run(FeatureRows rows, long due) throws ScoringException, TimeoutException {
    input.clear();
    rows.copyTo(input);
    while (input.hasRemaining()) {
      input.put(0f);
    }
    start(due);
    int status;
    boolean late;
    try {
      status = compute();
    } finally {
      late = stop();
    }
    if (late || System.nanoTime() - due >= 0) {
      throw new TimeoutException("the call was broken off or over after its deadline");
    }
    if (status != kTfLiteOk) {
      throw new ScoringException(
          ScoringException.Kind.MODEL_ERROR,
          subject + ": TensorFlow Lite failed with status " + status);
    }
    float[] scores = new float[rows.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = output.get(signature.scoreIndex(row));
    }
    return scores;
  }

  /** The tensors are looked up for each call: an operator may move what it gives. */
  private int compute() {
    int status =
        TfLiteTensorCopyFromBuffer(
            TfLiteInterpreterGetInputTensor(natively, 0), inputPointer, bytes(input));
    if (status == kTfLiteOk) {
      status = TfLiteInterpreterInvoke(natively);
    }
    if (status == kTfLiteOk) {
      status =
          TfLiteTensorCopyToBuffer(
              TfLiteInterpreterGetOutputTensor(natively, signature.output()),
              outputPointer,
              bytes(output));
    }
    return status;
  }

  /**
   * Ends the running call, if it is due by now. To be repeated while it runs: a break that comes
   * before the first operator is forgotten.
   */
  synchronized void breakOff(long nowNanos) {
    if (running && nowNanos - dueNanos >= 0) {
      TfLiteInterpreterCancel(natively);
      broken = true;
    }
  }

  private synchronized void start(long due) throws TimeoutException {
    if (System.nanoTime() - due >= 0) {
      throw new TimeoutException("the deadline passed before the call began");
    }
    dueNanos = due;
    broken = false;
    running = true;
  }

  /** Says that the call has ended, and whether it was told to. */
  private synchronized boolean stop() {
    running = false;
    return broken;
  }

  /** Frees the interpreter; the file stays open. */
  @Override
  public void close() {
    LoadedFile.delete(natively);
    inputPointer.close();
    outputPointer.close();
  }

  private static long bytes(FloatBuffer buffer) {
    return (long) buffer.capacity() * Float.BYTES;
  }

  private static FloatBuffer directFloats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
