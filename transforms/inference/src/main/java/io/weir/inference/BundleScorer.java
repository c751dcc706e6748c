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
package io.weir.inference;

import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of one bundle after another: collects them into batches, keeps a bounded number
 * of batches with the model, and halves a batch that fails until the rows to blame are alone.
 *
 * <p>Plain Java with no pipeline in it. For one thread at a time.
 */
final class BundleScorer {
  private static final int KEPT_SCORES = 1 << 16;

  private final Model model;
  private final Duration deadline;
  private final int maxInFlight;
  private final int maxBatch;
  private final int columns;

  private final ScoringTally tally = new ScoringTally();
  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private final Deque<float[]> spareArrays = new ArrayDeque<>();
  private final Map<Integer, ScoringFailure> failures = new HashMap<>();
  private float[] scores = new float[1024];
  private float[] filling;
  private int filled;
  private int size;

  BundleScorer(Model model, Duration deadline, int maxInFlight) {
    this.model = model;
    this.deadline = deadline;
    this.maxInFlight = maxInFlight;
    this.maxBatch = model.description().maxBatch();
    this.columns = model.description().features().size();
    this.filling = newArray();
  }

  /** Forgets the last bundle, and what is left of it if it was broken off. */
  void start() {
    for (Batch batch : inFlight) {
      batch.call.cancel(true);
    }
    inFlight.clear();
    failures.clear();
    tally.clear();
    filled = 0;
    size = 0;
    if (scores.length > KEPT_SCORES) {
      scores = new float[KEPT_SCORES];
    }
  }

  /** Adds a row, and hands a batch to the model when it is full. */
  void add(float[] row) throws InterruptedException {
    if (row.length != columns) {
      // Not through Arguments: its variable arguments would cost on each row.
      throw new IllegalArgumentException(
          String.format(
              "row has length %d; allowed: %d, the number of features of model %s",
              row.length, columns, model.description()));
    }
    System.arraycopy(row, 0, filling, filled * columns, columns);
    filled++;
    size++;
    if (filled == maxBatch) {
      submit();
    }
  }

  /** Scores what is left and waits until every row has its outcome. */
  void finish() throws InterruptedException {
    if (filled > 0) {
      submit();
    }
    while (!inFlight.isEmpty()) {
      settle(inFlight.removeFirst());
    }
  }

  /** How many rows were added since the start. */
  int size() {
    return size;
  }

  /** After {@link #finish}: why the row at an index has no score; null if it has one. */
  @Nullable ScoringFailure failure(int index) {
    return failures.isEmpty() ? null : failures.get(index);
  }

  /** After {@link #finish}: the score of the row at an index, unless it failed. */
  float score(int index) {
    return scores[index];
  }

  /** What happened since the start. */
  ScoringTally tally() {
    return tally;
  }

  private void submit() throws InterruptedException {
    while (inFlight.size() >= maxInFlight) {
      settle(inFlight.removeFirst());
    }
    if (scores.length < size) {
      scores = Arrays.copyOf(scores, Math.max(size, 2 * scores.length));
    }
    FeatureRows rows = FeatureRows.wrap(filling, filled, columns);
    inFlight.addLast(new Batch(rows, filling, size - filled));
    filled = 0;
    filling = newArray();
    while (!inFlight.isEmpty() && inFlight.getFirst().call.isDone()) {
      settle(inFlight.removeFirst());
    }
  }

  private float[] newArray() {
    float[] spare = spareArrays.pollLast();
    return spare == null ? new float[maxBatch * columns] : spare;
  }

  private void settle(Batch batch) throws InterruptedException {
    settle(batch, batch.rows, batch.first, batch.call, batch.startNanos, 1);
    if (batch.released) {
      spareArrays.addLast(batch.values);
    }
  }

  /** Takes the outcome of one call, and calls again for both halves of a batch that failed. */
  private void settle(
      Batch batch,
      FeatureRows rows,
      int first,
      CompletableFuture<Scores> call,
      long calledNanos,
      int attempts)
      throws InterruptedException {
    Throwable cause;
    try {
      long nanosLeft = call.isDone() ? 0 : Math.max(0, batch.nanosLeft());
      Scores answer = call.get(nanosLeft, TimeUnit.NANOSECONDS);
      if (answer.rows() == rows.rows()) {
        count(rows, calledNanos);
        keep(answer, first, attempts);
        return;
      }
      cause =
          new IllegalStateException(
              "the model gave " + answer.rows() + " scores for " + rows.rows() + " rows");
    } catch (TimeoutException e) {
      call.cancel(true);
      cause = e;
    } catch (ExecutionException e) {
      cause = e.getCause() == null ? e : e.getCause();
    } catch (CancellationException e) {
      cause = e;
    }
    if (cause instanceof Error) {
      // Out of memory, a missing native library: not the rows' fault, and no half would do better.
      throw (Error) cause;
    }
    count(rows, calledNanos);
    tally.failedCalls++;
    if (cause instanceof TimeoutException) {
      // The model may still be reading: its array is not used again.
      batch.released = false;
      String detail = "no answer within " + deadline + " from model " + model.description();
      fail(rows, first, Reason.DEADLINE_EXCEEDED, detail, attempts);
    } else if (rows.rows() == 1) {
      fail(rows, first, Reason.MODEL_ERROR, describe(cause), attempts);
    } else if (batch.nanosLeft() <= 0) {
      String detail = "the " + deadline + " for all attempts are spent; last: " + describe(cause);
      fail(rows, first, Reason.DEADLINE_EXCEEDED, detail, attempts);
    } else {
      int half = rows.rows() / 2;
      retry(batch, rows.slice(0, half), first, attempts + 1);
      retry(batch, rows.slice(half, rows.rows()), first + half, attempts + 1);
    }
  }

  private void retry(Batch batch, FeatureRows rows, int first, int attempt)
      throws InterruptedException {
    long nanosLeft = batch.nanosLeft();
    if (nanosLeft <= 0) {
      String detail = "the " + deadline + " for all attempts are spent";
      fail(rows, first, Reason.DEADLINE_EXCEEDED, detail, attempt - 1);
      return;
    }
    long calledNanos = System.nanoTime();
    settle(batch, rows, first, call(rows, Duration.ofNanos(nanosLeft)), calledNanos, attempt);
  }

  private CompletableFuture<Scores> call(FeatureRows rows, Duration timeLeft) {
    try {
      return model.score(rows, timeLeft);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void count(FeatureRows rows, long calledNanos) {
    tally.batchRows.add(rows.rows());
    tally.callMicros.add((System.nanoTime() - calledNanos) / 1_000);
  }

  private void keep(Scores answer, int first, int attempts) {
    answer.copyTo(scores, first);
    int invalid = 0;
    for (int row = 0; row < answer.rows(); row++) {
      if (!Float.isFinite(answer.score(row))) {
        String detail = "score is " + answer.score(row) + "; allowed: a finite number";
        failures.put(first + row, ScoringFailure.of(Reason.INVALID_SCORE, detail, attempts));
        invalid++;
      }
    }
    tally.scored += answer.rows() - invalid;
    tally.failed += invalid;
  }

  private void fail(FeatureRows rows, int first, Reason reason, String detail, int attempts) {
    ScoringFailure failure = ScoringFailure.of(reason, detail, attempts);
    for (int row = 0; row < rows.rows(); row++) {
      failures.put(first + row, failure);
    }
    tally.failed += rows.rows();
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    String type = cause.getClass().getSimpleName();
    return message == null ? type : type + ": " + message;
  }

  /** A full or last batch of the bundle, with the model since its making. */
  private final class Batch {
    final FeatureRows rows;
    final float[] values;
    final int first;
    final long startNanos = System.nanoTime();
    final CompletableFuture<Scores> call;
    boolean released = true;

    Batch(FeatureRows rows, float[] values, int first) {
      this.rows = rows;
      this.values = values;
      this.first = first;
      this.call = call(rows, deadline);
    }

    long nanosLeft() {
      return deadline.toNanos() - (System.nanoTime() - startNanos);
    }
  }
}
