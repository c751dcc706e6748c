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
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one model does for the rows of a bundle: collects them into batches, keeps a bounded number
 * of batches with the model, and halves a batch that fails for its rows until those to blame are
 * alone. For one thread at a time.
 */
final class LaneScorer {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Who is told what became of each row. */
  interface Outcomes {
    /** It has a score, which is finite. */
    void scored(int lane, int row, float score, String version);

    /** It is the row's own fault. */
    void refused(int lane, int row, ScoringFailure failure);

    /** The model is away, too slow, or broken. */
    void unanswered(int lane, int row, ScoringFailure failure);
  }

  private final int lane;
  private final Model model;
  private final Duration deadline;
  private final Duration patience;
  private final int maxInFlight;
  private final int maxBatch;
  private final @Nullable BatchSizer sizer;
  private final @Nullable LaneQueue queue;
  private final int columns;
  private final ScoringTally tally;
  private final LaneStatus.Activity activity;
  private final Outcomes outcomes;
  private final @Nullable RecentCalls recent;

  private final Deque<Batch> inFlight = new ArrayDeque<>();
  private final Deque<Batch> spare = new ArrayDeque<>();

  /** Rows whose model is waited for. */
  private final Deque<Batch> waiting = new ArrayDeque<>();

  private Batch filling;

  /**
   * A lane.
   *
   * @param recent is told how long the calls take, if somebody wants to know
   */
  LaneScorer(
      int lane,
      RoutedModel routed,
      Model model,
      ScoringTally tally,
      Outcomes outcomes,
      @Nullable RecentCalls recent) {
    this.lane = lane;
    this.model = model;
    this.deadline = routed.deadline();
    this.patience = routed.onFailure().patience();
    this.maxInFlight = routed.maxInFlight();
    this.maxBatch = routed.source().description().maxBatch();
    this.sizer = BatchSizer.of(routed);
    this.queue = LaneQueue.of(routed);
    this.columns = model.description().features().size();
    this.tally = tally;
    this.activity = LaneStatus.activity(routed.name(), model);
    this.outcomes = outcomes;
    this.recent = recent;
    this.filling = new Batch();
    this.filling.limit = limit();
  }

  /** Forgets what is left of a bundle that was broken off. */
  void start() {
    for (Batch batch : inFlight) {
      batch.call.cancel(true);
    }
    inFlight.clear();
    waiting.clear();
    filling.filled = 0;
    filling.limit = limit();
  }

  /** How many rows the next batch gets: a server may say that it takes fewer than was described. */
  private int limit() {
    int limit = Math.min(maxBatch, model.description().maxBatch());
    if (sizer != null) {
      limit = Math.min(limit, sizer.size());
    }
    return limit;
  }

  /** Adds a row, and hands a batch to the model when it is full. */
  void add(int index, float[] row) throws InterruptedException {
    filling.add(index, row);
    if (filling.filled >= filling.limit) {
      submit();
    }
  }

  /** What the calls of the model take of late, in nanoseconds, if it is noted; else 0. */
  long recentCallNanos() {
    return recent == null ? 0 : recent.nanos();
  }

  /** Whether nothing is with the model or waits for it. */
  boolean isIdle() {
    return filling.filled == 0 && inFlight.isEmpty();
  }

  /** Hands the rest to the model. */
  void flush() throws InterruptedException {
    if (filling.filled > 0) {
      submit();
    }
  }

  /** Waits until every row that was added has its outcome. */
  void await() throws InterruptedException {
    flush();
    while (!inFlight.isEmpty()) {
      settle(inFlight.removeFirst());
    }
  }

  private void submit() throws InterruptedException {
    while (inFlight.size() >= maxInFlight) {
      settle(inFlight.removeFirst());
    }
    filling.startNanos = System.nanoTime();
    filling.send();
    inFlight.addLast(filling);
    Batch next = spare.pollLast();
    filling = next == null ? new Batch() : next;
    filling.limit = limit();
    while (!inFlight.isEmpty() && inFlight.getFirst().call.isDone()) {
      settle(inFlight.removeFirst());
    }
  }

  private void settle(Batch batch) throws InterruptedException {
    settle(batch, 0, batch.filled, batch.call, batch.sentNanos, 0);
    while (!waiting.isEmpty()) {
      Batch again = waiting.removeFirst();
      again.pause();
      again.send();
      settle(again, 0, again.filled, again.call, again.sentNanos, again.attempts);
    }
    if (batch.released) {
      batch.filled = 0;
      spare.addLast(batch);
    }
  }

  /**
   * Takes the outcome of one call, and calls again for both halves of rows that failed.
   *
   * @param before how often the model got the rows before this call
   */
  private void settle(
      Batch batch, int from, int to, CompletableFuture<Scores> call, long calledNanos, int before)
      throws InterruptedException {
    Throwable cause;
    try {
      long nanosLeft = call.isDone() ? 0 : Math.max(0, batch.nanosLeft());
      Scores answer = call.get(nanosLeft, TimeUnit.NANOSECONDS);
      if (answer.rows() == to - from) {
        count(batch, to - from, call, calledNanos, false);
        keep(batch, from, answer, before + attempts(call));
        return;
      }
      cause =
          new IllegalStateException(
              "the model gave " + answer.rows() + " scores for " + (to - from) + " rows");
    } catch (TimeoutException e) {
      call.cancel(true);
      cause = e;
    } catch (InterruptedException e) {
      call.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      cause = e.getCause() == null ? e : e.getCause();
    } catch (CancellationException e) {
      cause = e;
    }
    if (cause instanceof Error) {
      // Out of memory, a missing native library: not the rows' fault, and no half would do better.
      throw (Error) cause;
    }
    if (cause instanceof LaneQueue.FullException) {
      tally.shed += to - from;
      unanswered(batch, from, to, Reason.OVERLOADED, describe(cause), before);
      return;
    }
    count(batch, to - from, call, calledNanos, true);
    tally.failedCalls++;
    int attempts = before + attempts(call);
    if (cause instanceof TimeoutException) {
      // The model may still be reading: its array is not used again.
      batch.released = false;
      String detail = "no answer within " + deadline + " from model " + model.description();
      unanswered(batch, from, to, Reason.DEADLINE_EXCEEDED, detail, attempts);
      return;
    }
    ScoringException.Kind kind = ScoringException.kindOf(cause);
    if (kind == ScoringException.Kind.TRANSIENT || kind == ScoringException.Kind.PERMANENT) {
      unanswered(batch, from, to, Reason.MODEL_ERROR, describe(cause), attempts);
    } else if (to - from == 1) {
      refuse(batch, from, describe(cause), attempts);
    } else if (batch.nanosLeft() <= 0) {
      String detail = "the " + deadline + " for all attempts are spent; last: " + describe(cause);
      unanswered(batch, from, to, Reason.DEADLINE_EXCEEDED, detail, attempts);
    } else {
      int middle = from + (to - from) / 2;
      retry(batch, from, middle, attempts);
      retry(batch, middle, to, attempts);
    }
  }

  private void retry(Batch batch, int from, int to, int before) throws InterruptedException {
    long nanosLeft = batch.nanosLeft();
    if (nanosLeft <= 0) {
      String detail = "the " + deadline + " for all attempts are spent";
      unanswered(batch, from, to, Reason.DEADLINE_EXCEEDED, detail, before);
      return;
    }
    long calledNanos = System.nanoTime();
    CompletableFuture<Scores> call = call(batch.rows(from, to), Duration.ofNanos(nanosLeft));
    settle(batch, from, to, call, calledNanos, before);
  }

  /** The model does not answer: waits for it if that is what to do, or gives the rows back. */
  private void unanswered(
      Batch batch, int from, int to, Reason reason, String detail, int attempts) {
    if (batch.patienceLeft() > 0) {
      Batch again = new Batch();
      for (int row = from; row < to; row++) {
        again.addFrom(batch, row);
      }
      again.startNanos = batch.startNanos;
      again.waits = batch.waits + 1;
      again.attempts = attempts;
      waiting.addLast(again);
      return;
    }
    ScoringFailure failure = failure(reason, detail, attempts);
    for (int row = from; row < to; row++) {
      outcomes.unanswered(lane, batch.indexes[row], failure);
    }
  }

  private void refuse(Batch batch, int row, String detail, int attempts) {
    tally.failed++;
    outcomes.refused(lane, batch.indexes[row], failure(Reason.MODEL_ERROR, detail, attempts));
  }

  /** A row that never reached a model, because its circuit is open, still was tried once. */
  private static ScoringFailure failure(Reason reason, String detail, int attempts) {
    return ScoringFailure.of(reason, detail, Math.max(1, attempts));
  }

  /** How often one call gave its rows to the model: none at all while its circuit is open. */
  private static int attempts(CompletableFuture<Scores> call) {
    return call instanceof GuardedCall ? ((GuardedCall) call).attempts() : 1;
  }

  private CompletableFuture<Scores> call(FeatureRows rows, Duration timeLeft) {
    try {
      return model.score(rows, timeLeft);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void count(
      Batch batch, int rows, CompletableFuture<Scores> call, long calledNanos, boolean failed) {
    if (call instanceof GuardedCall && ((GuardedCall) call).hedged()) {
      tally.hedged++;
      // The call that came second may still be reading: the array is not used again.
      batch.released = false;
    }
    activity.called(rows, failed, model);
    tally.batchRows.add(rows);
    tally.callMicros.add((System.nanoTime() - calledNanos) / 1_000);
  }

  private void keep(Batch batch, int from, Scores answer, int attempts) {
    String version = answer.version();
    activity.version = version;
    for (int row = 0; row < answer.rows(); row++) {
      float score = answer.score(row);
      int index = batch.indexes[from + row];
      if (Float.isFinite(score)) {
        tally.scored++;
        outcomes.scored(lane, index, score, version);
      } else {
        tally.failed++;
        String detail = "score is " + score + "; allowed: a finite number";
        outcomes.refused(lane, index, ScoringFailure.of(Reason.INVALID_SCORE, detail, attempts));
      }
    }
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (message != null
        && (cause instanceof ScoringException || cause instanceof LaneQueue.FullException)) {
      return message;
    }
    String type = cause.getClass().getSimpleName();
    return message == null ? type : type + ": " + message;
  }

  /** Rows that go to the model together. */
  private final class Batch {
    final float[] values = new float[maxBatch * columns];
    final int[] indexes = new int[maxBatch];
    int filled;
    int limit;
    CompletableFuture<Scores> call =
        CompletableFuture.completedFuture(Scores.of(new float[0], "-"));
    long startNanos;
    long sentNanos;
    int waits;
    int attempts;
    boolean released = true;

    void add(int index, float[] row) {
      if (row.length != columns) {
        // Not through Arguments: its variable arguments would cost on each row.
        throw new IllegalArgumentException(
            String.format(
                "row has length %d; allowed: %d, the number of features of model %s",
                row.length, columns, model.description()));
      }
      System.arraycopy(row, 0, values, filled * columns, columns);
      indexes[filled] = index;
      filled++;
    }

    void addFrom(Batch other, int row) {
      System.arraycopy(other.values, row * columns, values, filled * columns, columns);
      indexes[filled] = other.indexes[row];
      filled++;
    }

    void send() {
      sentNanos = System.nanoTime();
      if (queue == null) {
        ask();
      } else if (queue.enter(filled)) {
        try {
          ask();
        } catch (Error e) {
          queue.leave(filled);
          throw e;
        }
        queue.leaveAfter(call, filled);
      } else {
        String detail = "model " + model.description() + " is overloaded: its queue has " + queue;
        call = CompletableFuture.failedFuture(new LaneQueue.FullException(detail));
      }
    }

    private void ask() {
      FeatureRows rows = FeatureRows.wrap(values, filled, columns);
      call = recent == null ? call(rows, deadline) : recent.time(() -> call(rows, deadline));
      if (sizer != null) {
        measure(sizer, filled, sentNanos);
      }
    }

    /** Tells how long the call takes, unless it fails or is given up before its time. */
    private void measure(BatchSizer sizer, int rows, long startedNanos) {
      var unused =
          call.whenComplete(
              (scores, failure) -> {
                long callNanos = System.nanoTime() - startedNanos;
                if (failure == null || callNanos >= deadline.toNanos()) {
                  sizer.completed(rows, callNanos);
                }
              });
    }

    FeatureRows rows(int from, int to) {
      return FeatureRows.wrap(values, filled, columns).slice(from, to);
    }

    long patienceLeft() {
      return patience.toNanos() - (System.nanoTime() - startNanos);
    }

    long nanosLeft() {
      return deadline.toNanos() - (System.nanoTime() - sentNanos);
    }

    /** Full jitter, at most two seconds, so that a model that is back is soon asked. */
    void pause() throws InterruptedException {
      long most = Math.min(FIRST_PAUSE_NANOS << Math.min(waits, 10), LONGEST_PAUSE_NANOS);
      long bound = Math.max(1, Math.min(most, patienceLeft()));
      TimeUnit.NANOSECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(bound));
    }
  }
}
