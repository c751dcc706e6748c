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

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelManifest;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TensorFlow Lite model that computes in the calling thread. Needs no pipeline:
 *
 * <pre>{@code
 * try (Model model = TfliteModelSource.of(folder).open()) {
 *   Scores scores = model.score(FeatureRows.copyOf(row), Duration.ofSeconds(1)).join();
 * }
 * }</pre>
 *
 * <p>The score of a row is the value of the output named in the manifest, or, where that holds two
 * probabilities a row, the second one. It has the same bits in any batch: one thread computes a
 * call, and every batch is filled up with zeros to the largest size, so that each operator always
 * sees one shape. Opening a model checks that on sample rows.
 *
 * <p>Safe for use by several threads. Each call at a time has an interpreter of its own, and there
 * are at most as many as the process has processors; further calls wait. The returned futures are
 * complete.
 *
 * <p>A call that misses its deadline is broken off between two operators, within about 20
 * milliseconds. An operator that is running is finished first, so a model of one large operator
 * cannot be broken off. Therefore the deadline is looked at once more when the call is over: what
 * came too late is a {@link TimeoutException}, never a score.
 *
 * <p>Native memory: the file once, and for each interpreter the tensors of one batch and what its
 * operators keep, which may be a rearranged copy of the weights. All but the direct buffers, which
 * go with the objects that hold them, is freed by {@link #close}.
 */
public final class TfliteModel implements Model {
  private static final Logger LOG = LoggerFactory.getLogger(TfliteModel.class);
  private static final Duration PROBE_DEADLINE = Duration.ofMinutes(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final ModelDescription description;
  private final LoadedFile file;
  private final InterpreterPool interpreters;
  private final DeadlineWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TfliteModel(ModelDescription description, LoadedFile file, TfliteSignature signature) {
    this.description = description;
    this.file = file;
    this.interpreters =
        new InterpreterPool(
            () -> new Interpreter(file, signature, description.maxBatch()),
            Runtime.getRuntime().availableProcessors());
    this.watch = DeadlineWatch.over(interpreters, description.name());
  }

  /**
   * Opens a model.
   *
   * @param manifest what the model is; its hash is not compared here
   * @param content the bytes of the model's file
   * @throws InvalidModelException if the content is not the model that the manifest describes
   */
  public static TfliteModel open(ModelManifest manifest, byte[] content) {
    LoadedFile file = LoadedFile.load(manifest, content);
    TfliteSignature signature;
    try {
      signature = TfliteSignature.check(file, manifest);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    TfliteModel model = new TfliteModel(manifest.describe(Lane.TFLITE), file, signature);
    try {
      BatchProbe.check(model.description, rows -> model.compute(rows, PROBE_DEADLINE));
    } catch (InvalidModelException e) {
      model.close();
      throw e;
    } catch (Exception e) {
      model.close();
      throw new InvalidModelException(
          "model " + model.description + ": cannot score sample rows: " + e.getMessage(), e);
    }
    return model;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    try {
      return CompletableFuture.completedFuture(
          Scores.of(compute(rows, deadline), description.version()));
    } catch (ScoringException | TimeoutException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private float[] compute(FeatureRows rows, Duration deadline)
      throws ScoringException, TimeoutException {
    int columns = description.features().size();
    if (rows.rows() > description.maxBatch() || rows.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              "batch is %d rows of %d columns; allowed: 1 to %d rows of %d columns",
              rows.rows(), rows.columns(), description.maxBatch(), columns));
    }
    long dueNanos = System.nanoTime() + deadline.toNanos();
    Interpreter interpreter = interpreters.borrow(dueNanos);
    try {
      return interpreter.run(rows, dueNanos);
    } finally {
      interpreters.giveBack(interpreter);
    }
  }

  /**
   * Waits up to 10 seconds for running calls, then frees all native memory. If a call does not end
   * in that time, its memory is left to the process, because freeing it would bring the process
   * down.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (interpreters.close(CLOSE_PATIENCE)) {
      file.close();
    } else {
      LOG.warn("Model {} is still computing after {}: not freed", description, CLOSE_PATIENCE);
    }
    watch.close();
  }
}
