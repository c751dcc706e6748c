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
package io.weir.suites;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Calls of a model as a careful caller makes them: with an end to every wait. */
final class ModelCalls {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private ModelCalls() {}

  static Scores score(Model model, FeatureRows rows) throws Exception {
    return awaited(model.score(rows, PATIENCE));
  }

  static Scores awaited(CompletableFuture<Scores> call) throws Exception {
    return call.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** What a call ends with that must fail. */
  static Throwable failure(CompletableFuture<Scores> call) throws Exception {
    try {
      awaited(call);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
    throw new AssertionError("scored; expected to fail");
  }

  /** The same for a call that must fail by what the server does. */
  static ScoringException refusal(CompletableFuture<Scores> call) throws Exception {
    Throwable failure = failure(call);
    if (failure instanceof ScoringException) {
      return (ScoringException) failure;
    }
    throw new AssertionError(failure);
  }

  static ScoringException refusal(Model model, FeatureRows rows) throws Exception {
    return refusal(model.score(rows, PATIENCE));
  }

  /** Scores again and again while failures are transient, until the answer is one wanted. */
  static Scores scoreUntil(Model model, FeatureRows rows, Predicate<Scores> wanted)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() - end < 0) {
      try {
        Scores scores = score(model, rows);
        if (wanted.test(scores)) {
          return scores;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof ScoringException)
            || ((ScoringException) e.getCause()).kind() != Kind.TRANSIENT) {
          throw e;
        }
      }
    }
    throw new AssertionError("not answered as wanted within a minute");
  }

  static void await(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
