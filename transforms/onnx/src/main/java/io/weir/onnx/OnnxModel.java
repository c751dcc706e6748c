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

import ai.onnxruntime.OrtException;
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
 * An ONNX model that computes in the calling thread. Needs no pipeline:
 *
 * <pre>{@code
 * try (Model model = OnnxModelSource.of(folder).open()) {
 *   Scores scores = model.score(FeatureRows.copyOf(row), Duration.ofSeconds(1)).join();
 * }
 * }</pre>
 *
 * <p>The score of a row is the value of the output named in the manifest, or, where that holds two
 * probabilities a row, the second one. Where the classifier was exported with ZipMap, so that the
 * output maps each row's two classes to probabilities, it is that of the second class: the larger
 * number, or the later word. A score has the same bits in any batch: one thread computes a call,
 * and unless the manifest says {@code batch_invariant}, every batch is filled up with zeros to the
 * largest size, so that each operator always sees one shape. Opening a model checks that on sample
 * rows.
 *
 * <p>Safe for use by several threads, which compute side by side. The returned futures are
 * complete. A call that misses its deadline is broken off between two operators, within about 20
 * milliseconds. Native memory: the session, and for each call at a time the buffers of one batch.
 */
public final class OnnxModel implements Model {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModel.class);
  private static final Duration PROBE_DEADLINE = Duration.ofMinutes(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final ModelDescription description;
  private final OnnxSession session;
  private final SlotPool<RunSlot> slots;
  private final DeadlineWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxModel(ModelDescription description, OnnxSession session, OnnxSignature signature) {
    this.description = description;
    this.session = session;
    this.slots = new SlotPool<>(() -> new RunSlot(session, signature, description.maxBatch()));
    this.watch = DeadlineWatch.over(slots, description.name());
  }

  /**
   * Opens a model.
   *
   * @param manifest what the model is; its hash is not compared here
   * @param content the bytes of the model's file
   * @throws InvalidModelException if the content is not the model that the manifest describes
   */
  public static OnnxModel open(ModelManifest manifest, byte[] content) {
    OnnxSession session = OnnxSession.open(manifest, content);
    OnnxSignature signature;
    try {
      signature = OnnxSignature.check(session, manifest);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    OnnxModel model = new OnnxModel(manifest.describe(Lane.EMBEDDED), session, signature);
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
    } catch (OrtException | ScoringException | TimeoutException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private float[] compute(FeatureRows rows, Duration deadline)
      throws OrtException, ScoringException, TimeoutException {
    int columns = description.features().size();
    if (rows.rows() > description.maxBatch() || rows.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              "batch is %d rows of %d columns; allowed: 1 to %d rows of %d columns",
              rows.rows(), rows.columns(), description.maxBatch(), columns));
    }
    long dueNanos = System.nanoTime() + deadline.toNanos();
    int shapeRows = description.batchInvariant() ? rows.rows() : description.maxBatch();
    RunSlot slot = slots.borrow();
    try {
      return slot.run(rows, shapeRows, dueNanos);
    } finally {
      slots.giveBack(slot);
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
    if (slots.close(CLOSE_PATIENCE)) {
      session.close();
    } else {
      LOG.warn("Model {} is still computing after {}: not freed", description, CLOSE_PATIENCE);
    }
    watch.close();
  }
}
