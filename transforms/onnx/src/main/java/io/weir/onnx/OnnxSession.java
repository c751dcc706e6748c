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

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelManifest;

/**
 * A session of ONNX Runtime with its options, set so that a row's score does not depend on how many
 * threads there are: operators run one after the other, each in the calling thread alone. The
 * runner's threads are the parallelism.
 */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final SessionOptions options;
  private final OrtSession session;

  private OnnxSession(OrtEnvironment environment, SessionOptions options, OrtSession session) {
    this.environment = environment;
    this.options = options;
    this.session = session;
  }

  /**
   * Opens a session on the bytes of a model.
   *
   * @throws InvalidModelException if ONNX Runtime cannot load them
   */
  static OnnxSession open(ModelManifest manifest, byte[] content) {
    try {
      return open(content);
    } catch (OrtException e) {
      throw new InvalidModelException(
          String.format(
              "model %s: field \"file\" is \"%s\"; allowed: a file that ONNX Runtime can load (%s)",
              manifest.name(), manifest.file(), oneLine(e)),
          e);
    }
  }

  /** Opens a session on the bytes of a model. */
  static OnnxSession open(byte[] content) throws OrtException {
    OrtEnvironment environment = Environment.get();
    SessionOptions options = new SessionOptions();
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setDeterministicCompute(true);
      // Batches differ in size, so a plan made for the memory of one size serves no other.
      options.setMemoryPatternOptimization(false);
      return new OnnxSession(environment, options, environment.createSession(content, options));
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  /** What ONNX Runtime says about a failure, without line breaks. */
  static String oneLine(OrtException e) {
    return String.valueOf(e.getMessage()).replace('\n', ' ');
  }

  OrtEnvironment environment() {
    return environment;
  }

  OrtSession session() {
    return session;
  }

  /** Frees the session, then its options, which must outlive it. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session could not be closed", e);
    } finally {
      options.close();
    }
  }
}
