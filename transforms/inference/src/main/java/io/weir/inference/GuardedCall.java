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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call to a {@link GuardedModel} with all its attempts. Everything it waits for ends in it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class GuardedCall extends CompletableFuture<Scores> {
  private final GuardedModel guarded;
  private final Resilience resilience;
  private final Breaker breaker;
  private final FeatureRows rows;
  private final long startNanos = System.nanoTime();
  private final long dueNanos;
  private volatile @Nullable CompletableFuture<Scores> current;
  private volatile @Nullable OpenedModel asked;
  private volatile @Nullable HedgedAnswer hedged;
  private volatile @Nullable CompletableFuture<Scores> latest;
  private final AtomicInteger attempts = new AtomicInteger();

  /** How often it was tried, to reach a model or to ask it; one try is over before the next. */
  private int tries;

  GuardedCall(GuardedModel guarded, FeatureRows rows, long nanos) {
    this.guarded = guarded;
    this.resilience = guarded.resilience();
    this.breaker = guarded.breaker();
    this.rows = rows;
    this.dueNanos = startNanos + nanos;
  }

  /** How often a model got the rows so far: not at all while it cannot be opened. */
  int attempts() {
    return attempts.get();
  }

  /** Whether its last attempt was made twice; the one that came too late may still be read. */
  boolean hedged() {
    HedgedAnswer last = hedged;
    return last != null && last.twice();
  }

  void start() {
    tries++;
    long nanosLeft = dueNanos - System.nanoTime();
    if (nanosLeft <= 0) {
      end(null, new TimeoutException("no answer in time from model " + guarded.description()));
      return;
    }
    CompletableFuture<OpenedModel> opened = guarded.model();
    if (opened.isDone() && !opened.isCompletedExceptionally()) {
      ask(opened.join());
      return;
    }
    opened
        .copy()
        .orTimeout(nanosLeft, TimeUnit.NANOSECONDS)
        .whenComplete(
            (model, failure) -> {
              if (failure != null) {
                settle(null, failure);
              } else {
                ask(model);
              }
            });
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    if (cancelled) {
      giveUp();
    }
    return cancelled;
  }

  /** A caller's deadline began a little earlier than ours: nine tenths of it are all of it. */
  private void giveUp() {
    CompletableFuture<Scores> running = current;
    if (running != null) {
      running.cancel(true);
    }
    long waited = System.nanoTime() - startNanos;
    if (waited >= (dueNanos - startNanos) / 10 * 9) {
      breaker.unanswered();
    } else {
      breaker.givenUp();
    }
  }

  private void ask(OpenedModel model) {
    if (isDone()) {
      return;
    }
    asked = model;
    int most = model.description().maxBatch();
    if (rows.rows() > most) {
      // Filled before it was known what the server takes: the halves fit.
      String message = "batch has " + rows.rows() + " rows; allowed: 1 to " + most;
      settle(null, new ScoringException(ScoringException.Kind.BAD_ROWS, message));
      return;
    }
    CompletableFuture<Scores> answer = score(model);
    current = answer;
    answer.whenComplete(this::settle);
    if (isCancelled()) {
      answer.cancel(true);
    }
  }

  private CompletableFuture<Scores> score(OpenedModel model) {
    Duration hedgeAfter = resilience.hedgeAfter();
    if (hedgeAfter.isZero() || breaker.state() != Breaker.State.CLOSED) {
      return scoreOnce(model);
    }
    HedgedAnswer answer = new HedgedAnswer(() -> scoreOnce(model), guarded.hedgeBudget());
    hedged = answer;
    answer.start(hedgeAfter);
    return answer;
  }

  private CompletableFuture<Scores> scoreOnce(OpenedModel model) {
    attempts.incrementAndGet();
    Duration left = Duration.ofNanos(Math.max(1, dueNanos - System.nanoTime()));
    CompletableFuture<Scores> answer = model.score(rows, left, latest);
    latest = answer;
    return answer;
  }

  private void settle(@Nullable Scores scores, @Nullable Throwable failure) {
    if (isDone()) {
      return;
    }
    if (failure == null) {
      end(scores, null);
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    long pause = pauseNanos();
    boolean again =
        tries < resilience.attempts()
            && !(cause instanceof TimeoutException)
            && ScoringException.kindOf(cause) == ScoringException.Kind.TRANSIENT
            && dueNanos - System.nanoTime() > pause
            && breaker.state() == Breaker.State.CLOSED;
    if (again) {
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS).execute(this::start);
    } else {
      end(null, cause);
    }
  }

  /** Between nothing and twice as long as before the last attempt. */
  private long pauseNanos() {
    long most = resilience.firstPause().toNanos() << Math.min(tries - 1, 20);
    return ThreadLocalRandom.current()
        .nextLong(1 + Math.min(most, resilience.longestPause().toNanos()));
  }

  private void end(@Nullable Scores scores, @Nullable Throwable cause) {
    if (cause == null) {
      breaker.answered();
      guarded.suspicion().answered();
      complete(scores);
      return;
    }
    switch (ScoringException.kindOf(cause)) {
      case BAD_ROWS:
        breaker.answered();
        OpenedModel suspect = asked;
        if (rows.rows() == 1 && suspect != null && guarded.suspicion().refusedAlone()) {
          guarded.openAgain(suspect);
          start();
          return;
        }
        break;
      case MODEL_ERROR:
        breaker.broken();
        break;
      case TRANSIENT:
      case PERMANENT:
        breaker.unanswered();
        break;
    }
    completeExceptionally(cause);
  }
}
