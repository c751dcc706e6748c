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

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.UserCodeException;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Carries out one schedule, once. */
final class Simulation<InputT, OutputT> {
  private static final int MOST_FIRINGS = 1_000;
  private static final int MOST_FIRINGS_A_STEP = 100;

  private final Plan<InputT, OutputT> plan;
  private final Schedule schedule;
  private final Violations violations = new Violations();
  private final Clocks clocks = new Clocks();
  private final Receiver receiver;
  private final MetricsContainerImpl metrics = new MetricsContainerImpl("schedule");
  private final List<Object> dropped = new ArrayList<>();
  private final List<String> remainingState = new ArrayList<>();
  private final List<String> remainingTimers = new ArrayList<>();
  private Snapshot snapshot;
  private Worker<InputT, OutputT> worker;
  private int firings;

  Simulation(Plan<InputT, OutputT> plan, Schedule schedule) {
    this.plan = plan;
    this.schedule = schedule;
    plan.early.found().forEach(violations::add);
    this.receiver = new Receiver(plan, clocks, violations);
    this.snapshot = new Snapshot(-1, 0, clocks, List.of());
    this.worker = new Worker<>(plan, clocks, receiver, violations);
  }

  Outcome<OutputT> run() {
    MetricsContainer before = MetricsEnvironment.setCurrentContainer(metrics);
    try {
      for (int position = 0; position < schedule.steps().size(); position++) {
        attempt(position);
      }
      finish();
    } catch (Violations.Abandoned abandoned) {
      // What went wrong has been noted.
    } finally {
      MetricsEnvironment.setCurrentContainer(before);
    }
    return new Outcome<>(
        schedule,
        plan.mainOutput,
        receiver.outputs(),
        dropped,
        remainingState,
        remainingTimers,
        metrics,
        violations.found());
  }

  private void attempt(int position) {
    if (!succeeds(() -> apply(position))) {
      replay(position);
    }
  }

  private void finish() {
    int last = schedule.steps().size() - 1;
    if (!succeeds(this::drain)) {
      replay(last);
      succeeds(this::drain);
    }
    succeeds(worker::tearDown);
  }

  /** Whether it ended well; false if it failed because the receiver did. */
  private boolean succeeds(Runnable action) {
    try {
      action.run();
      return true;
    } catch (Violations.Abandoned abandoned) {
      throw abandoned;
    } catch (RuntimeException | AssertionError thrown) {
      if (receiver.hasRefused()) {
        return false;
      }
      Throwable cause = cause(thrown);
      throw violations.abandon(Law.IT_THREW, String.valueOf(cause), cause);
    }
  }

  /** What the DoFn threw, without what Beam wraps it in. */
  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof UserCodeException && cause != null ? cause(cause) : thrown;
  }

  private void apply(int position) {
    Step step = schedule.steps().get(position);
    switch (step.kind) {
      case ELEMENT:
        deliver(Math.toIntExact(step.argument));
        break;
      case END_BUNDLE:
        endBundle();
        break;
      case WATERMARK:
        moveWatermark(Instant.ofEpochMilli(step.argument));
        break;
      case ADVANCE:
        clocks.pass(step.argument);
        break;
      case SNAPSHOT:
        takeSnapshot(position);
        break;
      case RESTORE:
        takeSnapshot(position);
        restart();
        break;
      case FAIL:
        replay(position);
        break;
      case REFUSE:
        receiver.refuseAfter(step.argument);
        break;
      case SLOW:
        receiver.nextTakes(step.argument);
        break;
    }
    fire(TimeDomain.PROCESSING_TIME);
  }

  private void deliver(int index) {
    if (index >= plan.elements.size()) {
      throw new IllegalArgumentException(
          "element is " + index + "; there are " + plan.elements.size());
    }
    PlannedElement<InputT> element = plan.elements.get(index);
    if (plan.isExpired(element, clocks.inputWatermark)) {
      dropped.add(element.value());
    }
    worker.process(element);
  }

  private void endBundle() {
    worker.finishBundle();
    moveOutputWatermark();
  }

  private void moveWatermark(Instant watermark) {
    if (plan.settings.likeDirect) {
      endBundle();
    }
    if (watermark.isAfter(clocks.inputWatermark)) {
      clocks.inputWatermark = watermark;
      fire(TimeDomain.EVENT_TIME);
    }
    moveOutputWatermark();
  }

  private void moveOutputWatermark() {
    if (worker.isOpen()) {
      return;
    }
    Instant hold = worker.hold();
    Instant possible = clocks.inputWatermark.isBefore(hold) ? clocks.inputWatermark : hold;
    if (possible.isAfter(clocks.outputWatermark)) {
      clocks.outputWatermark = possible;
    }
  }

  private void fire(TimeDomain domain) {
    boolean fired = false;
    while (worker.fireNext(domain)) {
      fired = true;
      firings++;
      if (firings > MOST_FIRINGS + MOST_FIRINGS_A_STEP * schedule.steps().size()) {
        throw violations.abandon(
            Law.TIMERS_NEVER_END, firings + " timers have fired in one schedule", null);
      }
    }
    if (fired && plan.settings.likeDirect) {
      endBundle();
    }
  }

  private void takeSnapshot(int position) {
    endBundle();
    snapshot = new Snapshot(position, receiver.size(), clocks, worker.freeze());
  }

  /** Tears the worker down, and starts another from the last snapshot. */
  private void restart() {
    worker.tearDown();
    receiver.restart(plan.settings.keepsOutputs ? receiver.size() : snapshot.outputs);
    snapshot.restore(clocks, plan.settings.likeDirect);
    worker = new Worker<>(plan, clocks, receiver, violations);
    worker.thaw(snapshot.keys);
  }

  /** Starts from the last snapshot and does again what came after it. */
  private void replay(int position) {
    int from = snapshot.position + 1;
    succeeds(
        () -> {
          restart();
          for (int again = from; again <= position; again++) {
            if (schedule.steps().get(again).kind.isReplayed()) {
              apply(again);
            }
          }
        });
  }

  /** The end of every schedule: nothing more comes. */
  private void drain() {
    endBundle();
    if (plan.settings.timersMayRemain) {
      letTimersPass();
    }
    clocks.inputWatermark = BoundedWindow.TIMESTAMP_MAX_VALUE;
    fire(TimeDomain.EVENT_TIME);
    endBundle();
    worker.timers().forEach(timer -> remainingTimers.add(describe(timer)));
    worker.cellsInUse().forEach(remainingState::add);
    if (!remainingTimers.isEmpty() && !plan.settings.timersMayRemain) {
      violations.add(Law.TIMER_IS_LEFT, "after the final watermark: %s", remainingTimers);
    }
    if (!remainingState.isEmpty() && !plan.settings.stateMayRemain) {
      violations.add(Law.STATE_IS_LEFT, "after the final watermark: %s", remainingState);
    }
  }

  /** Time passes before the end comes, until no timer waits for it. */
  private void letTimersPass() {
    while (true) {
      Instant latest = clocks.processingTime;
      boolean waits = false;
      for (TimerData timer : worker.timers()) {
        if (timer.getDomain() != TimeDomain.EVENT_TIME) {
          waits = true;
          latest = timer.getTimestamp().isAfter(latest) ? timer.getTimestamp() : latest;
        }
      }
      if (!waits) {
        return;
      }
      clocks.processingTime = latest.plus(Duration.millis(1));
      fire(TimeDomain.PROCESSING_TIME);
      endBundle();
    }
  }

  private static String describe(TimerData timer) {
    return timer.getTimerId() + " in " + timer.getDomain() + " at " + timer.getTimestamp();
  }
}
