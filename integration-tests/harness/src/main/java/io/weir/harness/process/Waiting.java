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
package io.weir.harness.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for conditions, each with a bound, and says what was seen last when it is not met. */
public final class Waiting {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Waiting() {}

  /**
   * Looks every 50 ms until what it sees is right.
   *
   * @param what completes "no ... within", such as {@code completed checkpoint}
   * @param look sees; where it throws, it has seen the exception and that is never right
   * @return what was right
   * @throws AssertionError after {@code patience}, or when the thread is interrupted
   */
  public static <T> T until(
      String what, Duration patience, Callable<T> look, Predicate<? super T> right) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Object seen;
      Exception failure = null;
      try {
        T value = look.call();
        if (right.test(value)) {
          return value;
        }
        seen = value;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      } catch (Exception e) {
        seen = e;
        failure = e;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "no " + what + " within " + patience + "; last seen: " + seen, failure);
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting for " + what + "; seen: " + seen);
      }
    }
  }
}
