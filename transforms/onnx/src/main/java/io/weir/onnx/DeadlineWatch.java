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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks off the calls of a model that have missed their deadline, from a thread of its own.
 *
 * <p>It looks at regular times instead of being told of each call, so that a call that is in time,
 * as nearly all are, pays nothing for it. A deadline is kept to within {@link #TICK}, and an
 * operator that is running is finished first: ONNX Runtime looks between operators.
 */
final class DeadlineWatch implements AutoCloseable {
  static final Duration TICK = Duration.ofMillis(20);
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);

  private final SlotPool<?> slots;
  private final ScheduledExecutorService executor;

  private DeadlineWatch(SlotPool<?> slots, ScheduledExecutorService executor) {
    this.slots = slots;
    this.executor = executor;
  }

  /** Starts to watch. */
  static DeadlineWatch over(SlotPool<?> slots, String model) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "weir-onnx-deadline-" + model);
              thread.setDaemon(true);
              return thread;
            });
    DeadlineWatch watch = new DeadlineWatch(slots, executor);
    long tick = TICK.toMillis();
    var unused = executor.scheduleWithFixedDelay(watch::look, tick, tick, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      slots.breakOff(System.nanoTime());
    } catch (OrtException | RuntimeException e) {
      // Thrown on, it would silently end the watch.
      LOG.warn("A call that missed its deadline could not be broken off", e);
    }
  }

  /** Stops to watch, and waits a second for the thread to end. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("The watch over deadlines has not ended within a second");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
