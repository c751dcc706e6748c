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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are with one model, for all workers of a process together, and no more than a
 * bound. Safe for use by several threads.
 */
final class LaneQueue {
  private static final ConcurrentMap<String, LaneQueue> OF_PROCESS = new ConcurrentHashMap<>();

  private final int most;
  private final AtomicInteger rows = new AtomicInteger();

  private LaneQueue(int most) {
    this.most = most;
  }

  /** The one of a model; null if its rows are not bounded. */
  static @Nullable LaneQueue of(RoutedModel routed) {
    int most = routed.maxQueuedRows();
    if (most == RoutedModel.UNBOUNDED) {
      return null;
    }
    String key = routed.name() + "\n" + routed.source().id() + "\n" + most;
    return OF_PROCESS.computeIfAbsent(key, unused -> new LaneQueue(most));
  }

  /** Takes rows in, unless they are too many; a batch larger than the bound goes in alone. */
  boolean enter(int count) {
    int before;
    do {
      before = rows.get();
      if (before > 0 && before + count > most) {
        return false;
      }
    } while (!rows.compareAndSet(before, before + count));
    return true;
  }

  /** Lets rows out once the call that took them in is over, however it ends. */
  void leaveAfter(CompletableFuture<Scores> call, int count) {
    var unused = call.whenComplete((scores, failure) -> leave(count));
  }

  /** Lets rows out. */
  void leave(int count) {
    rows.addAndGet(-count);
  }

  /** How many are in. */
  int rows() {
    return rows.get();
  }

  @Override
  public String toString() {
    return rows + " of " + most + " rows";
  }

  /** The queue has no room. */
  static final class FullException extends Exception {
    private static final long serialVersionUID = 1L;

    FullException(String message) {
      // No stack trace: it would tell nothing, and there may be many.
      super(message, null, false, false);
    }
  }
}
