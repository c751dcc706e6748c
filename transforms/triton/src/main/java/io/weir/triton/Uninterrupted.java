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

import java.util.concurrent.TimeUnit;

/** Waiting that an interrupt does not end. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Something that may come. */
  interface Waiting {
    boolean await(long timeout, TimeUnit unit) throws InterruptedException;
  }

  /**
   * Waits. A runner interrupts the threads of a job that it cancels, and takes the job's classes
   * away as soon as they are done.
   *
   * @return whether it came; the thread is interrupted afterwards if it was before or meanwhile
   */
  static boolean await(Waiting end, int seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
