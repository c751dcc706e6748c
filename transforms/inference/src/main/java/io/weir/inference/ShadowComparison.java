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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a model is asked for beside the one that answers. Nothing waits for it: what has come
 * by the end of a bundle is compared then, the rest at the end of a later one. Bounded: where too
 * much is out, or an answer does not come in the model's time, rows are given up and counted.
 */
final class ShadowComparison {
  private static final int IN_FLIGHT = 4;

  private final List<RoutedModel> routed;
  private final List<Model> models;
  private final @Nullable Batch[] filling;
  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private long givenUp;

  ShadowComparison(List<RoutedModel> routed, List<Model> models) {
    this.routed = routed;
    this.models = models;
    this.filling = new Batch[models.size()];
  }

  /** Begins a bundle; of one that was broken off there are no answers to compare with. */
  void start() {
    for (Iterator<Batch> batches = inFlight.iterator(); batches.hasNext(); ) {
      Batch batch = batches.next();
      if (batch.answers == null) {
        batch.call.cancel(true);
        batches.remove();
      }
    }
    Arrays.fill(filling, null);
    givenUp = 0;
  }

  /** Gives up everything. */
  void stop() {
    inFlight.forEach(batch -> batch.call.cancel(true));
    inFlight.clear();
    start();
  }

  void ask(int model, int index, float[] row) {
    Batch batch = filling[model];
    if (batch == null) {
      batch = new Batch(routed.get(model), models.get(model));
      filling[model] = batch;
    }
    if (batch.add(index, row)) {
      send(batch);
      filling[model] = null;
    }
  }

  void send() {
    for (int model = 0; model < filling.length; model++) {
      Batch batch = filling[model];
      if (batch != null) {
        send(batch);
        filling[model] = null;
      }
    }
  }

  private void send(Batch batch) {
    long open = inFlight.stream().filter(other -> !other.call.isDone()).count();
    if (open >= IN_FLIGHT) {
      givenUp += batch.filled;
      return;
    }
    batch.send();
    inFlight.addLast(batch);
  }

  /** Ends a bundle: keeps its answers, and compares what has come of this and earlier ones. */
  void compare(BundleScorer bundle, ScoringTally tally) {
    for (Iterator<Batch> batches = inFlight.iterator(); batches.hasNext(); ) {
      Batch batch = batches.next();
      batch.keepAnswers(bundle);
      if (batch.call.isDone() || batch.isOverdue()) {
        givenUp += batch.compare(tally);
        batches.remove();
      }
    }
    tally.shadowGivenUp += givenUp;
    givenUp = 0;
  }

  private static final class Batch {
    final Model model;
    final Duration deadline;
    final LaneStatus.Activity activity;
    final int columns;
    final float[] values;
    final int[] indexes;
    int filled;
    CompletableFuture<Scores> call = new CompletableFuture<>();
    long sentNanos;

    /** What was answered to each row, not a number where nothing was; null until that is known. */
    float @Nullable [] answers;

    Batch(RoutedModel routed, Model model) {
      this.model = model;
      this.deadline = routed.deadline();
      this.activity = LaneStatus.activity(routed.name(), model);
      this.columns = model.description().features().size();
      int most = model.description().maxBatch();
      this.values = new float[most * columns];
      this.indexes = new int[most];
    }

    boolean add(int index, float[] row) {
      System.arraycopy(row, 0, values, filled * columns, columns);
      indexes[filled] = index;
      filled++;
      return filled == indexes.length;
    }

    void send() {
      sentNanos = System.nanoTime();
      try {
        call = model.score(FeatureRows.wrap(values, filled, columns), deadline);
      } catch (RuntimeException e) {
        call = CompletableFuture.failedFuture(e);
      }
    }

    /** A model that keeps the deadline itself is done by then. */
    boolean isOverdue() {
      return System.nanoTime() - sentNanos > deadline.toNanos();
    }

    void keepAnswers(BundleScorer bundle) {
      if (answers != null) {
        return;
      }
      float[] kept = new float[filled];
      for (int row = 0; row < filled; row++) {
        boolean answered = bundle.failure(indexes[row]) == null;
        kept[row] = answered ? bundle.score(indexes[row]) : Float.NaN;
      }
      answers = kept;
    }

    /** Returns how many rows have no score to compare. */
    int compare(ScoringTally tally) {
      boolean came = call.isDone() && !call.isCompletedExceptionally();
      activity.called(filled, !came, model);
      float[] known = answers;
      if (!came || known == null || call.join().rows() != filled) {
        call.cancel(true);
        return filled;
      }
      Scores scores = call.join();
      activity.version = scores.version();
      int missing = 0;
      for (int row = 0; row < filled; row++) {
        if (!Float.isFinite(scores.score(row))) {
          missing++;
        } else if (!Float.isNaN(known[row])) {
          double difference = Math.abs(scores.score(row) - known[row]);
          tally.shadowMicros.add(Math.round(1e6 * difference));
        }
      }
      return missing;
    }
  }
}
