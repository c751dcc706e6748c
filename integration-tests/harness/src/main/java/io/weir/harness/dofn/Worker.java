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

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.DoFnRunners;
import org.apache.beam.runners.core.NullSideInputReader;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespaces.WindowNamespace;
import org.apache.beam.runners.core.StatefulDoFnRunner;
import org.apache.beam.runners.core.StepContext;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFnSchemaInformation;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** One instance of the DoFn with its keys, from setup to teardown, driven by Beam's own runner. */
final class Worker<InputT, OutputT> implements StepContext {
  private final Plan<InputT, OutputT> plan;
  private final Clocks clocks;
  private final Violations violations;
  private final Receiver receiver;
  private final DoFnInvoker<InputT, OutputT> invoker;
  private final DoFnRunner<InputT, OutputT> runner;
  private final Map<Object, KeyedCells> keys = new LinkedHashMap<>();
  private final Unchanged inBundle;
  private @Nullable KeyedCells current;
  private boolean open;

  Worker(Plan<InputT, OutputT> plan, Clocks clocks, Receiver receiver, Violations violations) {
    this.plan = plan;
    this.clocks = clocks;
    this.receiver = receiver;
    this.violations = violations;
    this.inBundle = new Unchanged(Law.INPUT_CHANGED, violations);
    DoFn<InputT, OutputT> fn = plan.fresh();
    this.invoker = DoFnInvokers.tryInvokeSetupFor(fn, plan.settings.options);
    this.runner = runner(fn);
  }

  private DoFnRunner<InputT, OutputT> runner(DoFn<InputT, OutputT> fn) {
    DoFnRunner<InputT, OutputT> simple =
        DoFnRunners.simpleRunner(
            plan.settings.options,
            fn,
            NullSideInputReader.empty(),
            receiver,
            plan.mainOutput,
            plan.sideOutputs,
            this,
            plan.input,
            plan.settings.outputs,
            plan.settings.windowing,
            DoFnSchemaInformation.create(),
            Map.of());
    if (plan.keys == null) {
      return simple;
    }
    WindowExpiry<InputT> expiry = new WindowExpiry<>(plan, this);
    return new StatefulDoFnRunner<>(
        simple,
        plan.input,
        this,
        plan.settings.windowing,
        expiry,
        expiry,
        plan.signature.processElement().requiresTimeSortedInput());
  }

  boolean isOpen() {
    return open;
  }

  void process(PlannedElement<InputT> element) {
    start();
    WindowedValue<InputT> delivered = element.deliver();
    if (plan.keys != null) {
      current = cells(requireNonNull(PlannedElement.keyOf(delivered.getValue())));
    }
    clocks.arrived(element.timestamp);
    inBundle.watch(plan.input, delivered.getValue(), element.bytes);
    runner.processElement(delivered);
  }

  /** Fires the first timer that is due, over all keys; false if none is. */
  boolean fireNext(TimeDomain domain) {
    KeyedCells key = null;
    TimerData first = null;
    for (KeyedCells each : keys.values()) {
      TimerData due = each.timers.due(domain);
      if (due != null && (first == null || due.getTimestamp().isBefore(first.getTimestamp()))) {
        first = due;
        key = each;
      }
      if (first != null && plan.settings.likeDirect) {
        break;
      }
    }
    if (first == null || key == null) {
      return false;
    }
    start();
    key.timers.remove(first);
    current = key;
    runner.onTimer(
        first.getTimerId(),
        first.getTimerFamilyId(),
        key.getKey(),
        ((WindowNamespace<?>) first.getNamespace()).getWindow(),
        first.getTimestamp(),
        first.getOutputTimestamp(),
        domain);
    return true;
  }

  private void start() {
    if (!open) {
      open = true;
      runner.startBundle();
    }
  }

  void finishBundle() {
    if (open) {
      runner.finishBundle();
      inBundle.check();
      receiver.bundleEnded();
      open = false;
    }
  }

  void tearDown() {
    invoker.invokeTeardown();
  }

  /** The earliest output timestamp of a timer. */
  Instant hold() {
    Instant earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
    for (TimerData timer : timers()) {
      if (holds(timer) && timer.getOutputTimestamp().isBefore(earliest)) {
        earliest = timer.getOutputTimestamp();
      }
    }
    return earliest;
  }

  private boolean holds(TimerData timer) {
    return timer.getDomain() == TimeDomain.EVENT_TIME || !plan.settings.likeDirect;
  }

  Collection<TimerData> timers() {
    List<TimerData> all = new ArrayList<>();
    for (KeyedCells key : keys.values()) {
      all.addAll(key.timers.all());
    }
    return all;
  }

  List<String> cellsInUse() {
    List<String> all = new ArrayList<>();
    keys.values().forEach(key -> key.describe(all));
    return all;
  }

  List<KeyedCells.Frozen> freeze() {
    List<KeyedCells.Frozen> frozen = new ArrayList<>();
    for (KeyedCells key : keys.values()) {
      byte[] bytes = Codes.bytes(requireNonNull(plan.keys), requireNonNull(key.getKey()));
      KeyedCells.Frozen cells = key.freeze(bytes, plan.windows, violations);
      if (!cells.isEmpty()) {
        frozen.add(cells);
      }
    }
    return frozen;
  }

  void thaw(List<KeyedCells.Frozen> frozen) {
    for (KeyedCells.Frozen cells : frozen) {
      Object key = Codes.value(requireNonNull(plan.keys), cells.key);
      cells.thawInto(cells(key), plan.windows);
    }
  }

  private KeyedCells cells(Object key) {
    return keys.computeIfAbsent(
        requireNonNull(plan.keys).structuralValue(key),
        unused -> new KeyedCells(key, new VirtualTimers(clocks, violations)));
  }

  KeyedCells cells() {
    return requireNonNull(current, "no key is at hand");
  }

  @Override
  public StateInternals stateInternals() {
    return cells();
  }

  @Override
  public TimerInternals timerInternals() {
    return cells().timers;
  }
}
