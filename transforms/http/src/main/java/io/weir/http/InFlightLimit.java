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
package io.weir.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Lets a bounded number of tasks be under way; the others wait in their order. A task is under way
 * from its start until someone says that it left.
 *
 * <p>Safe for use by several threads. A task that is no longer wanted is started as well, in its
 * turn, and leaves at once.
 */
final class InFlightLimit {
  private final int most;
  private final Executor executor;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  InFlightLimit(int most, Executor executor) {
    this.most = most;
    this.executor = executor;
  }

  /** Starts a task now or when others have left, in a thread of the executor. */
  void enter(Runnable task) {
    synchronized (this) {
      if (underWay == most) {
        waiting.addLast(task);
        return;
      }
      underWay++;
    }
    executor.execute(task);
  }

  /** Says that a task that was started is done. */
  void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.pollFirst();
      if (next == null) {
        underWay--;
        return;
      }
    }
    // Not in this thread: a long line of unwanted tasks would go as deep on its stack.
    executor.execute(next);
  }
}
