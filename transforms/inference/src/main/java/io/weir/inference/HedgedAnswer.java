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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question that is asked a second time when the first has no answer after a while:
 * the first score ends it, and a failure does when nothing else is out. Whatever ends it, being
 * cancelled too, gives up what is out.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HedgedAnswer extends CompletableFuture<Scores> {
  private final Supplier<CompletableFuture<Scores>> question;
  private final HedgeBudget budget;
  private int out;
  private volatile boolean twice;

  HedgedAnswer(Supplier<CompletableFuture<Scores>> question, HedgeBudget budget) {
    this.question = question;
    this.budget = budget;
  }

  /** Asks, and again after this time. */
  void start(Duration after) {
    budget.asked();
    ask();
    if (isDone()) {
      return;
    }
    CompletableFuture<@Nullable Void> time = new CompletableFuture<>();
    time.thenRunAsync(this::askAgain);
    time.completeOnTimeout(null, after.toNanos(), TimeUnit.NANOSECONDS);
    // Takes the timer away as well.
    whenComplete((scores, failure) -> time.cancel(false));
  }

  /** Whether it was asked twice. */
  boolean twice() {
    return twice;
  }

  private void askAgain() {
    synchronized (this) {
      if (isDone() || out == 0 || !budget.take()) {
        return;
      }
      twice = true;
    }
    ask();
  }

  private void ask() {
    synchronized (this) {
      out++;
    }
    CompletableFuture<Scores> answer = question.get();
    answer.whenComplete(this::ended);
    whenComplete((scores, failure) -> answer.cancel(true));
  }

  private void ended(@Nullable Scores scores, @Nullable Throwable failure) {
    boolean last;
    synchronized (this) {
      out--;
      last = out == 0;
    }
    if (failure == null) {
      complete(scores);
    } else if (last) {
      completeExceptionally(failure);
    }
  }
}
