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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the calls of a model take of late: their smoothed mean and four times their smoothed
 * deviation, which few calls exceed (RFC 6298, section 2: the retransmission time-out of TCP).
 *
 * <p>Without calls it halves every five seconds, so that a model that was too slow to be asked is
 * asked again some time. Calls that fail at once say nothing; those that are given up took at least
 * so long. Safe for use by several threads.
 */
final class RecentCalls {
  private static final double HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier clock;
  private boolean known;
  private double mean;
  private double deviation;
  private long notedNanos;

  /**
   * None yet.
   *
   * @param clock nanoseconds from any beginning
   */
  RecentCalls(LongSupplier clock) {
    this.clock = clock;
  }

  /** Makes a call and notes how long it takes. */
  @SuppressWarnings("FutureReturnValueIgnored")
  CompletableFuture<Scores> time(Supplier<CompletableFuture<Scores>> caller) {
    long startNanos = clock.getAsLong();
    CompletableFuture<Scores> call = caller.get();
    call.whenComplete((scores, failure) -> note(clock.getAsLong() - startNanos, failure));
    return call;
  }

  private void note(long nanos, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      took(nanos);
    } else if (cause instanceof TimeoutException || cause instanceof CancellationException) {
      tookMoreThan(nanos);
    }
  }

  private synchronized void tookMoreThan(long nanos) {
    if (nanos > nanos()) {
      took(nanos);
    }
  }

  private synchronized void took(long nanos) {
    if (!known) {
      known = true;
      mean = nanos;
      deviation = nanos / 2.0;
    } else {
      double left = left();
      mean *= left;
      deviation = 0.75 * deviation * left + 0.25 * Math.abs(mean - nanos);
      mean = 0.875 * mean + 0.125 * nanos;
    }
    notedNanos = clock.getAsLong();
  }

  /** What the next call will hardly exceed, in nanoseconds; 0 if there was none. */
  synchronized long nanos() {
    return known ? (long) ((mean + 4 * deviation) * left()) : 0;
  }

  /**
   * What is left of the last figures; within the half-life all, or busy models would seem quick.
   */
  private double left() {
    double halves = Math.floor((clock.getAsLong() - notedNanos) / HALF_LIFE_NANOS);
    return halves <= 0 ? 1 : Math.pow(0.5, halves);
  }
}
