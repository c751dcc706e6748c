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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a model is asked for beside the one that answers. Nothing waits for it: what has come
 * by the end of the bundle is compared, the rest is given up and counted.
 */
final class ShadowComparison {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int IN_FLIGHT = 4;

  private final List<Model> models;
  private final @Nullable Batch[] filling;
  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private long givenUp;

  ShadowComparison(List<Model> models) {
    this.models = models;
    this.filling = new Batch[models.size()];
  }

  void start() {
    for (Batch batch : inFlight) {
      batch.call.cancel(true);
    }
    inFlight.clear();
    Arrays.fill(filling, null);
    givenUp = 0;
  }

  void ask(int model, int index, float[] row) {
    Batch batch = filling[model];
    if (batch == null) {
      batch = new Batch(models.get(model));
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

  /** Compares what has come with the answers. */
  void compare(BundleScorer answers, ScoringTally tally) {
    while (!inFlight.isEmpty()) {
      Batch batch = inFlight.removeFirst();
      if (batch.call.isDone() && !batch.call.isCompletedExceptionally()) {
        givenUp += batch.compare(answers, tally);
      } else {
        batch.call.cancel(true);
        givenUp += batch.filled;
      }
    }
    tally.shadowGivenUp += givenUp;
    givenUp = 0;
  }

  private static final class Batch {
    final Model model;
    final int columns;
    final float[] values;
    final int[] indexes;
    int filled;
    CompletableFuture<Scores> call = new CompletableFuture<>();

    Batch(Model model) {
      this.model = model;
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
      try {
        call = model.score(FeatureRows.wrap(values, filled, columns), DEADLINE);
      } catch (RuntimeException e) {
        call = CompletableFuture.failedFuture(e);
      }
    }

    /** Returns how many rows have nothing to compare. */
    int compare(BundleScorer answers, ScoringTally tally) {
      Scores scores = call.join();
      if (scores.rows() != filled) {
        return filled;
      }
      int missing = 0;
      for (int row = 0; row < filled; row++) {
        if (!Float.isFinite(scores.score(row))) {
          missing++;
        } else if (answers.failure(indexes[row]) == null) {
          double difference = Math.abs(scores.score(row) - answers.score(indexes[row]));
          tally.shadowMicros.add(Math.round(1e6 * difference));
        }
      }
      return missing;
    }
  }
}
