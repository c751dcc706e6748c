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
package io.weir.triton;

import io.grpc.Deadline;
import io.weir.inference.FeatureRows;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.ModelInferResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to the scores of an endpoint, or of a second one.
 *
 * <p>Of rows that an endpoint fails on with an error that nobody would try again, or that it got to
 * find out whether it is well, another endpoint is asked at once. What that one says tells whether
 * the first or the rows were at fault: if it answers, it was the endpoint; if it fails as well, it
 * may have been the rows or the model. Where the first is an endpoint's probe that has no answer
 * within a second, or half of the time, another is asked beside it and the first answer counts; the
 * probe goes on, so that an endpoint that is well but slow comes back.
 */
final class TritonCall extends CompletableFuture<Scores> {
  private static final long LONGEST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TritonModel model;
  private final FeatureRows rows;
  private final Duration timeout;
  private final Deadline deadline;
  private final long nanos;
  private volatile @Nullable Attempt first;
  private volatile @Nullable Attempt second;

  /** Of two that are asked beside each other, how the one failed that ended before the other. */
  private @Nullable Throwable earlierFailure;

  /** A call that is not started yet. */
  TritonCall(TritonModel model, FeatureRows rows, Duration timeout) {
    this.model = model;
    this.rows = rows;
    this.timeout = timeout;
    this.deadline = Connection.deadline(timeout);
    this.nanos = left();
  }

  /**
   * Starts it.
   *
   * @param avoided an endpoint that is asked only if no other is well
   */
  void start(@Nullable String avoided) {
    var unused =
        whenComplete(
            (scores, failure) -> {
              // Cancelled or timed out by whoever holds it; of no effect on what has ended.
              if (failure != null) {
                giveUp(first);
                giveUp(second);
              }
            });
    Attempt attempt = new Attempt(model.circuits(), avoided, this::askBesideWhenLate);
    first = attempt;
    ask(attempt, (scores, failure) -> firstEnded(attempt, scores, failure));
  }

  private static void giveUp(@Nullable Attempt attempt) {
    if (attempt != null) {
      attempt.cancel(false);
    }
  }

  /** Where it was made last; null if nowhere yet. */
  @Nullable String endpoint() {
    Attempt last = second != null ? second : first;
    return last == null ? null : last.endpoint();
  }

  private void askBesideWhenLate() {
    long patience = Math.min(LONGEST_PROBE_NANOS, nanos / 2);
    var unused =
        CompletableFuture.runAsync(
            this::askBeside, CompletableFuture.delayedExecutor(patience, TimeUnit.NANOSECONDS));
  }

  private void askBeside() {
    Attempt late = first;
    if (late == null || !late.isProbe() || !isTimeFor(late)) {
      return;
    }
    Attempt beside;
    synchronized (this) {
      if (late.isDone() || second != null) {
        return;
      }
      beside = new Attempt(model.circuits(), late.endpoint(), () -> {});
      second = beside;
    }
    ask(
        beside,
        (scores, failure) -> {
          if (failure == null) {
            beside.answered();
            complete(scores);
          } else {
            judgeLate(beside, failure);
            failedBeside(failure);
          }
        });
  }

  /** Of two that run beside each other the second failure is the call's. */
  private void failedBeside(Throwable failure) {
    synchronized (this) {
      if (earlierFailure == null) {
        earlierFailure = failure;
        return;
      }
    }
    completeExceptionally(failure);
  }

  private long left() {
    return Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
  }

  private void ask(Attempt attempt, End end) {
    var unused = attempt.whenComplete((answer, failure) -> ended(answer, failure, end));
    model.ask(attempt, rows, deadline);
    if (isCompletedExceptionally()) {
      attempt.cancel(false);
    }
  }

  private void ended(@Nullable ModelInferResponse answer, @Nullable Throwable failure, End end) {
    Scores scores = null;
    Throwable told = null;
    try {
      if (answer != null) {
        scores = model.read(answer, rows.rows());
      } else if (failure != null) {
        told = model.told(failure, timeout);
      }
    } catch (ScoringException e) {
      told = e;
    } catch (Throwable e) {
      completeExceptionally(e);
      throw e;
    }
    end.with(scores, told);
  }

  private void firstEnded(Attempt attempt, @Nullable Scores scores, @Nullable Throwable failure) {
    if (failure == null) {
      attempt.answered();
      complete(scores);
      giveUp(second);
      return;
    }
    Kind kind = kindOf(failure);
    boolean elsewhere = kind == Kind.MODEL_ERROR || kind == Kind.PERMANENT || attempt.wasSick();
    boolean again = elsewhere && kind != null && kind != Kind.BAD_ROWS && isTimeFor(attempt);
    Attempt next = null;
    boolean beside;
    synchronized (this) {
      beside = second != null;
      if (!beside && again) {
        next = new Attempt(model.circuits(), attempt.endpoint(), () -> {});
        second = next;
      }
    }
    if (beside) {
      judge(attempt, failure);
      failedBeside(failure);
    } else if (next == null) {
      judge(attempt, failure);
      completeExceptionally(failure);
    } else {
      askNext(attempt, failure, next);
    }
  }

  private void askNext(Attempt failed, Throwable reason, Attempt next) {
    if (kindOf(reason) == Kind.TRANSIENT) {
      failed.unanswered();
    }
    boolean late = left() < nanos / 2;
    ask(
        next,
        (scores, failure) -> {
          if (failure == null) {
            nextAnswered(failed, reason, next, scores);
          } else {
            nextFailed(failed, reason, next, failure, late);
          }
        });
  }

  private boolean isTimeFor(Attempt failed) {
    return !isDone() && left() > 0 && failed.hasBetter();
  }

  private void nextAnswered(
      Attempt failed, Throwable reason, Attempt next, @Nullable Scores scores) {
    next.answered();
    // A transient failure has been counted.
    if (kindOf(reason) != Kind.TRANSIENT) {
      failed.unanswered();
    }
    complete(scores);
  }

  private void nextFailed(
      Attempt failed, Throwable reason, Attempt next, Throwable failure, boolean late) {
    boolean counted = kindOf(reason) == Kind.TRANSIENT;
    if (late && isOutOfTime(failure)) {
      // It had what the first one left of the time: that one is to blame.
      next.givenUp();
      if (!counted) {
        failed.unanswered();
      }
    } else {
      judge(next, failure);
      if (!counted) {
        judge(failed, reason);
      }
    }
    Kind kind = kindOf(failure);
    boolean saysMore =
        next.endpoint() != null
            && kind != null
            && (kind != Kind.PERMANENT || kindOf(reason) == Kind.PERMANENT);
    completeExceptionally(saysMore ? failure : reason);
  }

  /** One that had a part of the time only is not blamed for the end of it. */
  private void judgeLate(Attempt attempt, Throwable failure) {
    if (isOutOfTime(failure)) {
      attempt.givenUp();
    } else {
      judge(attempt, failure);
    }
  }

  private static boolean isOutOfTime(Throwable failure) {
    return failure instanceof TimeoutException || failure instanceof CancellationException;
  }

  /** What a failure alone says about the endpoint. */
  private void judge(Attempt attempt, Throwable failure) {
    Kind kind = kindOf(failure);
    if (kind == null) {
      // Given up. A caller's deadline began a little earlier: nine tenths of it are all of it.
      if (failure instanceof CancellationException && left() < nanos / 10) {
        attempt.unanswered();
      } else {
        attempt.givenUp();
      }
      return;
    }
    switch (kind) {
      case BAD_ROWS:
        attempt.answered();
        break;
      case TRANSIENT:
        attempt.unanswered();
        break;
      case MODEL_ERROR:
        attempt.broken();
        break;
      case PERMANENT:
        // No endpoint may know the model, or take the token: no reason to prefer another.
        attempt.givenUp();
        break;
    }
  }

  /** The kind of a failure of the server; null of any other. */
  private static @Nullable Kind kindOf(Throwable failure) {
    if (failure instanceof ScoringException) {
      return ((ScoringException) failure).kind();
    }
    return failure instanceof TimeoutException ? Kind.TRANSIENT : null;
  }

  /** What becomes of the end of an attempt. */
  private interface End {
    void with(@Nullable Scores scores, @Nullable Throwable failure);
  }
}
