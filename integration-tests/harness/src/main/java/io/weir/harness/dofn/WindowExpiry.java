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
package io.weir.harness.dofn;

import org.apache.beam.runners.core.LateDataUtils;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StatefulDoFnRunner;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Clears the state of a window once it has expired. As on Flink that is not done for the global
 * window, unless the DoFn waits for it: what is left there is left.
 */
final class WindowExpiry<InputT>
    implements StatefulDoFnRunner.CleanupTimer<InputT>,
        StatefulDoFnRunner.StateCleaner<BoundedWindow> {
  private static final String TIMER = "window expiry";

  private final Plan<InputT, ?> plan;
  private final Worker<InputT, ?> worker;

  WindowExpiry(Plan<InputT, ?> plan, Worker<InputT, ?> worker) {
    this.plan = plan;
    this.worker = worker;
  }

  @Override
  public void setForWindow(InputT element, BoundedWindow window) {
    if (window instanceof GlobalWindow && plan.signature.onWindowExpiration() == null) {
      return;
    }
    worker
        .timerInternals()
        .setTimer(
            StateNamespaces.window(plan.windows, window),
            TIMER,
            "",
            after(window),
            window.maxTimestamp(),
            TimeDomain.EVENT_TIME);
  }

  @Override
  public boolean isForWindow(
      String timerId, BoundedWindow window, Instant timestamp, TimeDomain timeDomain) {
    return timerId.equals(TIMER);
  }

  @Override
  public void clearForWindow(BoundedWindow window) {
    worker.cells().clear(StateNamespaces.window(plan.windows, window));
  }

  /** After any timer that the DoFn may have set. */
  private Instant after(BoundedWindow window) {
    return LateDataUtils.garbageCollectionTime(window, plan.settings.windowing)
        .plus(Duration.millis(1));
  }
}
