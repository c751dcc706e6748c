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

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCancel;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterResizeInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyFromBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelManifest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;

/** The tensors and shapes by which a model is called, checked against its manifest. */
final class TfliteSignature {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

  private final int maxRows;
  private final int columns;
  private final int output;
  private final int width;

  private TfliteSignature(int maxRows, int columns, int output, int width) {
    this.maxRows = maxRows;
    this.columns = columns;
    this.output = output;
    this.width = width;
  }

  /**
   * Compares an open model with its manifest: one float input of shape [batch, features], and a
   * float output of shape [batch], [batch, 1] or [batch, 2]. Shapes are those of the largest batch,
   * seen from a run over zeros.
   *
   * @throws InvalidModelException if they do not fit
   */
  static TfliteSignature check(LoadedFile file, ModelManifest manifest) {
    int columns = manifest.features().size();
    int rows = manifest.maxBatch();
    TfLiteInterpreter interpreter = file.interpreter();
    try {
      TensorNames names = TensorNames.of(interpreter);
      checkInput(file, interpreter, names, manifest);
      int output = names.output(manifest.output());
      if (output < 0) {
        throw new InvalidModelException(
            String.format(
                "%s: field \"output\" is \"%s\"; allowed: %s",
                file.subject(), manifest.output(), names.outputs()));
      }
      resize(file, interpreter, rows, columns);
      if (runOverZeros(interpreter, rows * columns) != kTfLiteOk) {
        throw new InvalidModelException(
            String.format("%s: cannot score %d rows of zeros", file.subject(), rows));
      }
      TensorForm form = TensorForm.of(TfLiteInterpreterGetOutputTensor(interpreter, output));
      if (!fits(form, rows)) {
        throw new InvalidModelException(
            String.format(
                "%s: output \"%s\" is %s for %d rows; allowed: FLOAT32[%d], FLOAT32[%d, 1] or"
                    + " FLOAT32[%d, 2]",
                file.subject(), manifest.output(), form, rows, rows, rows, rows));
      }
      return new TfliteSignature(rows, columns, output, form.rank() == 1 ? 1 : form.size(1));
    } finally {
      LoadedFile.delete(interpreter);
    }
  }

  /** New tensors hold whatever the memory held: the zeros are written. */
  private static int runOverZeros(TfLiteInterpreter interpreter, int values) {
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES));
    try (BytePointer pointer = new BytePointer(zeros)) {
      int status =
          TfLiteTensorCopyFromBuffer(
              TfLiteInterpreterGetInputTensor(interpreter, 0), pointer, zeros.capacity());
      return status == kTfLiteOk ? invoke(interpreter) : status;
    }
  }

  /** An interpreter that computes for longer than a minute is told to end, while it is there. */
  private static int invoke(TfLiteInterpreter interpreter) {
    AtomicBoolean running = new AtomicBoolean(true);
    CompletableFuture.delayedExecutor(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              synchronized (running) {
                if (running.get()) {
                  TfLiteInterpreterCancel(interpreter);
                }
              }
            });
    try {
      return TfLiteInterpreterInvoke(interpreter);
    } finally {
      synchronized (running) {
        running.set(false);
      }
    }
  }

  private static boolean fits(TensorForm form, int rows) {
    return form.type() == kTfLiteFloat32
        && (form.rank() == 1 || (form.rank() == 2 && (form.size(1) == 1 || form.size(1) == 2)))
        && form.size(0) == rows;
  }

  private static void checkInput(
      LoadedFile file, TfLiteInterpreter interpreter, TensorNames names, ModelManifest manifest) {
    List<String> inputs = names.inputs();
    String name = manifest.input().orElse(inputs.isEmpty() ? "" : inputs.get(0));
    if (names.inputCount() != 1 || names.input(name) != 0) {
      throw new InvalidModelException(
          String.format(
              "%s: field \"input\" is \"%s\", the model's inputs are %s; allowed: a model's only"
                  + " input",
              file.subject(), name, inputs));
    }
    TensorForm form = TensorForm.ofInput(interpreter, 0);
    int columns = manifest.features().size();
    // A converter writes 1 for a batch of any size.
    if (form.type() != kTfLiteFloat32 || form.rank() != 2 || form.size(1) != columns) {
      throw new InvalidModelException(
          String.format(
              "%s: input \"%s\" is %s; allowed: FLOAT32[1, %d], rows with the manifest's %d"
                  + " features",
              file.subject(), name, form, columns, columns));
    }
  }

  private static void resize(
      LoadedFile file, TfLiteInterpreter interpreter, int rows, int columns) {
    int[] shape = {rows, columns};
    if (TfLiteInterpreterResizeInputTensor(interpreter, 0, shape, shape.length) != kTfLiteOk
        || TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) {
      throw new InvalidModelException(
          String.format(
              "%s: field \"max_batch\" is %d, but the model cannot be resized to %s; allowed: a"
                  + " batch that it was made for",
              file.subject(), rows, Arrays.toString(shape)));
    }
  }

  /** A new interpreter with memory for the largest batch. */
  TfLiteInterpreter resized(LoadedFile file) {
    TfLiteInterpreter interpreter = file.interpreter();
    try {
      resize(file, interpreter, maxRows, columns);
      return interpreter;
    } catch (RuntimeException e) {
      LoadedFile.delete(interpreter);
      throw e;
    }
  }

  /** Values a row of input. */
  int columns() {
    return columns;
  }

  /** Which of the outputs it is. */
  int output() {
    return output;
  }

  /** Values a row of output: 1, a score; or 2, the probabilities of no and yes. */
  int width() {
    return width;
  }

  /** Where in the output the score of a row is: in its last column. */
  int scoreIndex(int row) {
    return row * width + width - 1;
  }
}
