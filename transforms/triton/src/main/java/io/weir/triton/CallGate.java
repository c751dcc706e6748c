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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many calls run at a time, without holding a thread for those that wait. First come,
 * first served; one that has given up is passed over.
 */
final class CallGate {
  private final int limit;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private final AtomicInteger releases = new AtomicInteger();
  private int running;

  CallGate(int limit) {
    this.limit = limit;
  }

  /**
   * Asks to run.
   *
   * @return complete when the caller may run, after which it must {@link #leave()} once. To give up
   *     waiting, complete or cancel it; if that succeeds, there is nothing to leave
   */
  synchronized CompletableFuture<Void> enter() {
    if (running < limit) {
      running++;
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    waiting.add(turn);
    return turn;
  }

  /** Gives the place to the next that waits. */
  void leave() {
    // Whoever is handing over takes on what the handing over releases: no recursion, however many
    // of those that wait fail as soon as they start.
    if (releases.getAndIncrement() == 0) {
      do {
        handOver();
      } while (releases.decrementAndGet() > 0);
    }
  }

  private void handOver() {
    CompletableFuture<Void> turn = next();
    while (turn != null && !turn.complete(null)) {
      turn = next();
    }
  }

  private synchronized @Nullable CompletableFuture<Void> next() {
    CompletableFuture<Void> turn = waiting.poll();
    if (turn == null) {
      running--;
    }
    return turn;
  }

  /** How many run now. */
  synchronized int running() {
    return running;
  }
}
