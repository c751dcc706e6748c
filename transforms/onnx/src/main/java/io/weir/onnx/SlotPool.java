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
package io.weir.onnx;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The slots of a model: as many as there were calls at once. Safe for use by several threads.
 *
 * <p>The most recently used slot goes out first, so that its memory is still in the caches.
 */
final class SlotPool<S extends Slot> {
  /** Makes a slot. */
  interface Maker<S> {
    S make() throws OrtException;
  }

  private final Maker<S> maker;
  private final Deque<S> idle = new ArrayDeque<>();
  private final List<S> all = new ArrayList<>();
  private boolean closed;

  SlotPool(Maker<S> maker) {
    this.maker = maker;
  }

  /**
   * A slot for one call.
   *
   * @throws IllegalStateException if the pool is closed
   */
  synchronized S borrow() throws OrtException {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    S slot = idle.pollLast();
    if (slot == null) {
      slot = maker.make();
      all.add(slot);
    }
    return slot;
  }

  /** Takes a slot back after its call. */
  synchronized void giveBack(S slot) {
    idle.addLast(slot);
    if (closed) {
      notifyAll();
    }
  }

  /** Breaks off every call that is due at a time. */
  synchronized void breakOff(long nowNanos) throws OrtException {
    for (S slot : all) {
      slot.breakOff(nowNanos);
    }
  }

  /**
   * Lends no more slots, waits until all are back and frees them.
   *
   * @return false if some were not back in time; then nothing was freed, because native code may
   *     still be writing to it
   */
  synchronized boolean close(Duration patience) {
    closed = true;
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
    all.forEach(Slot::close);
    all.clear();
    idle.clear();
    return true;
  }
}
