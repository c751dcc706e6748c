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
package io.weir.tflite;

import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The interpreters of a model: as many as there were calls at once, up to a bound. Safe for use by
 * several threads.
 *
 * <p>The most recently used one goes out first, so that its memory is still in the caches.
 */
final class InterpreterPool {
  private final Supplier<Interpreter> maker;
  private final int most;
  private final Deque<Interpreter> idle = new ArrayDeque<>();
  private final List<Interpreter> all = new ArrayList<>();
  private boolean closed;

  InterpreterPool(Supplier<Interpreter> maker, int most) {
    this.maker = maker;
    this.most = most;
  }

  /**
   * An interpreter for one call. Waits while all are out.
   *
   * @param dueNanos until when, on the clock of {@link System#nanoTime}
   * @throws IllegalStateException if the pool is closed
   * @throws TimeoutException if none came back in time
   * @throws ScoringException if the thread was interrupted
   */
  synchronized Interpreter borrow(long dueNanos) throws ScoringException, TimeoutException {
    while (!closed) {
      Interpreter interpreter = idle.pollLast();
      if (interpreter != null) {
        return interpreter;
      }
      if (all.size() < most) {
        interpreter = maker.get();
        all.add(interpreter);
        return interpreter;
      }
      long millisLeft = (dueNanos - System.nanoTime()) / 1_000_000;
      if (millisLeft <= 0) {
        throw new TimeoutException("all " + most + " interpreters were busy until the deadline");
      }
      try {
        wait(millisLeft);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ScoringException(
            ScoringException.Kind.TRANSIENT, "interrupted while all interpreters were busy", e);
      }
    }
    throw new IllegalStateException("the model is closed");
  }

  /** Takes an interpreter back after its call. */
  synchronized void giveBack(Interpreter interpreter) {
    idle.addLast(interpreter);
    notifyAll();
  }

  /** Breaks off every call that is due at a time. */
  synchronized void breakOff(long nowNanos) {
    for (Interpreter interpreter : all) {
      interpreter.breakOff(nowNanos);
    }
  }

  /** How many interpreters there are. */
  synchronized int size() {
    return all.size();
  }

  /**
   * Lends no more interpreters, waits until all are back and frees them.
   *
   * @return false if some were not back in time; then nothing was freed, because native code may
   *     still be writing to it
   */
  synchronized boolean close(Duration patience) {
    closed = true;
    notifyAll();
    long startNanos = System.nanoTime();
    boolean interrupted = false;
    while (idle.size() < all.size()) {
      long millisLeft = patience.toMillis() - (System.nanoTime() - startNanos) / 1_000_000;
      if (millisLeft <= 0) {
        break;
      }
      try {
        wait(millisLeft);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (idle.size() < all.size()) {
      return false;
    }
    all.forEach(Interpreter::close);
    all.clear();
    idle.clear();
    return true;
  }
}
