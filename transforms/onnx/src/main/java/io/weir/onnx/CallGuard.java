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
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * By what a call can be broken off at its deadline: options of its own, used for one call after the
 * other.
 *
 * <p>The thread that makes the call starts and stops; {@link #breakOff} may come from another one.
 * The monitor guards whether a call is running, so that a break never hits the call after the one
 * that it was meant for.
 */
final class CallGuard implements Slot {
  private final RunOptions options;

  private boolean running;
  private boolean broken;
  private long dueNanos;

  CallGuard() throws OrtException {
    this.options = new RunOptions();
  }

  /** To be given to the call. */
  RunOptions options() {
    return options;
  }

  /**
   * Says that a call begins.
   *
   * @param due when it is to be broken off, on the clock of {@link System#nanoTime}
   */
  synchronized void start(long due) throws OrtException {
    // A call that ended in any other way than a result or an OrtException did not say so itself.
    stop();
    dueNanos = due;
    running = true;
  }

  /** Says that the call has ended, and whether it was told to. */
  synchronized boolean stop() throws OrtException {
    boolean wasBroken = broken;
    running = false;
    broken = false;
    if (wasBroken) {
      options.setTerminate(false);
    }
    return wasBroken;
  }

  @Override
  public synchronized void breakOff(long nowNanos) throws OrtException {
    if (running && !broken && nowNanos - dueNanos >= 0) {
      options.setTerminate(true);
      broken = true;
    }
  }

  @Override
  public void close() {
    options.close();
  }
}
