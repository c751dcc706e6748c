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

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsEnableCancellation;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetNumThreads;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelDelete;

import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelManifest;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * A model's file in native memory, and the interpreters that read it there. Each has one thread:
 * the runner's threads are the parallelism, and a sum over many threads has other bits.
 */
final class LoadedFile implements AutoCloseable {
  private final String subject;
  // The model reads its weights from these bytes for as long as it lives.
  private final BytePointer content;
  private final TfLiteModel model;
  private final TfLiteInterpreterOptions options;

  private LoadedFile(
      String subject, BytePointer content, TfLiteModel model, TfLiteInterpreterOptions options) {
    this.subject = subject;
    this.content = content;
    this.model = model;
    this.options = options;
    NativeCount.made();
  }

  /**
   * Loads the bytes of a model.
   *
   * @throws InvalidModelException if TensorFlow Lite cannot load them
   */
  static LoadedFile load(ModelManifest manifest, byte[] bytes) {
    String subject = "model " + manifest.name() + " " + manifest.version();
    BytePointer content =
        new BytePointer(ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).clear());
    TfLiteModel model = TfLiteModelCreate(content, bytes.length);
    if (model == null) {
      throw new InvalidModelException(
          String.format(
              "%s: field \"file\" is \"%s\"; allowed: a file that TensorFlow Lite can load",
              subject, manifest.file()));
    }
    TfLiteInterpreterOptions options = TfLiteInterpreterOptionsCreate();
    TfLiteInterpreterOptionsSetNumThreads(options, 1);
    if (TfLiteInterpreterOptionsEnableCancellation(options, true) != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("TensorFlow Lite cannot break off calls");
    }
    return new LoadedFile(subject, content, model, options);
  }

  /**
   * A new interpreter without memory for its tensors, to be given to {@link #delete}.
   *
   * @throws InvalidModelException if there is none, as for an operator that is not built in
   */
  TfLiteInterpreter interpreter() {
    TfLiteInterpreter interpreter = TfLiteInterpreterCreate(model, options);
    if (interpreter == null) {
      throw new InvalidModelException(
          subject + ": has operators that are not built into TensorFlow Lite, or is damaged");
    }
    NativeCount.made();
    return interpreter;
  }

  static void delete(TfLiteInterpreter interpreter) {
    TfLiteInterpreterDelete(interpreter);
    NativeCount.freed();
  }

  /** Name and version, to begin a message with. */
  String subject() {
    return subject;
  }

  /** Frees the model; all its interpreters must have been deleted. */
  @Override
  public void close() {
    TfLiteInterpreterOptionsDelete(options);
    TfLiteModelDelete(model);
    content.close();
    NativeCount.freed();
  }
}
