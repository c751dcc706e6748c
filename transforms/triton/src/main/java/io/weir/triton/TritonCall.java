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
 * may have been the rows or the model.
 */
final class TritonCall extends CompletableFuture<Scores> {
  private static final long LONGEST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TritonModel model;
  private final FeatureRows rows;
  private final Duration timeout;
  private final Deadline deadline;
  private final long nanos;
  private volatile @Nullable Attempt current;

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
              Attempt running = current;
              if (failure != null && running != null) {
                running.cancel(false);
              }
            });
    Attempt attempt =
        new Attempt(model.circuits(), avoided, Math.min(LONGEST_PROBE_NANOS, nanos / 2));
    ask(attempt, (scores, failure) -> first(attempt, scores, failure));
  }

  /** Where it was made last; null if nowhere yet. */
  @Nullable String endpoint() {
    Attempt last = current;
    return last == null ? null : last.endpoint();
  }

  private long left() {
    return Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
  }

  private void ask(Attempt attempt, End end) {
    current = attempt;
    var unused = attempt.whenComplete((answer, failure) -> ended(answer, failure, end));
    model.ask(attempt, rows, deadline);
    if (isDone()) {
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

  private void first(Attempt attempt, @Nullable Scores scores, @Nullable Throwable failure) {
    if (failure == null) {
      attempt.answered();
      complete(scores);
      return;
    }
    Kind kind = kindOf(failure);
    boolean elsewhere = kind == Kind.MODEL_ERROR || kind == Kind.PERMANENT || attempt.isProbe();
    if (kind == null || kind == Kind.BAD_ROWS || !elsewhere || !isTimeFor(attempt)) {
      judge(attempt, failure);
      completeExceptionally(failure);
      return;
    }
    if (kind == Kind.TRANSIENT) {
      attempt.unanswered();
    }
    Attempt second = new Attempt(model.circuits(), attempt.endpoint(), nanos);
    ask(second, (found, reason) -> second(attempt, failure, second, found, reason));
  }

  private boolean isTimeFor(Attempt failed) {
    return !isDone() && left() > 0 && failed.hasBetter();
  }

  private void second(
      Attempt first,
      Throwable firstFailure,
      Attempt second,
      @Nullable Scores scores,
      @Nullable Throwable failure) {
    // A transient failure has been counted.
    boolean open = kindOf(firstFailure) != Kind.TRANSIENT;
    if (failure == null) {
      second.answered();
      if (open) {
        first.unanswered();
      }
      complete(scores);
      return;
    }
    judge(second, failure);
    if (open) {
      judge(first, firstFailure);
    }
    Kind kind = kindOf(failure);
    boolean saysMore =
        second.endpoint() != null
            && kind != null
            && (kind != Kind.PERMANENT || kindOf(firstFailure) == Kind.PERMANENT);
    completeExceptionally(saysMore ? failure : firstFailure);
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
