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
import java.util.Collections;
import java.util.List;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What came of a schedule. Immutable.
 *
 * @param <OutputT> the type of the main output
 */
public final class Outcome<OutputT> {
  private final Schedule schedule;
  private final TupleTag<OutputT> mainOutput;
  private final List<Output<?>> outputs;
  private final List<Object> dropped;
  private final List<String> remainingState;
  private final List<String> remainingTimers;
  private final MetricsContainerImpl metrics;
  private final List<Violation> violations;

  Outcome(
      Schedule schedule,
      TupleTag<OutputT> mainOutput,
      List<Output<?>> outputs,
      List<Object> dropped,
      List<String> remainingState,
      List<String> remainingTimers,
      MetricsContainerImpl metrics,
      List<Violation> violations) {
    this.schedule = schedule;
    this.mainOutput = mainOutput;
    this.outputs = Collections.unmodifiableList(outputs);
    this.dropped = Collections.unmodifiableList(dropped);
    this.remainingState = List.copyOf(remainingState);
    this.remainingTimers = List.copyOf(remainingTimers);
    this.metrics = metrics;
    this.violations = List.copyOf(violations);
  }

  Outcome<OutputT> with(List<Violation> found) {
    return new Outcome<>(
        schedule, mainOutput, outputs, dropped, remainingState, remainingTimers, metrics, found);
  }

  /** What happened. */
  public Schedule schedule() {
    return schedule;
  }

  /** All outputs, in order. */
  public List<Output<?>> outputs() {
    return outputs;
  }

  /** Those of one tag, in order. */
  public <T> List<Output<T>> outputs(TupleTag<T> tag) {
    List<Output<T>> those = new ArrayList<>();
    for (Output<?> output : outputs) {
      if (output.tag().equals(tag.getId())) {
        @SuppressWarnings("unchecked") // what went to the tag is of its type
        Output<T> typed = (Output<T>) output;
        those.add(typed);
      }
    }
    return those;
  }

  /** The values of the main output, in order. */
  public List<OutputT> values() {
    return values(mainOutput);
  }

  /** The values of one tag, in order. */
  public <T> List<T> values(TupleTag<T> tag) {
    List<T> values = new ArrayList<>();
    outputs(tag).forEach(output -> values.add(output.value()));
    return values;
  }

  /** The elements that a runner drops, because the state of their windows has expired. */
  public List<Object> dropped() {
    return dropped;
  }

  /** The state cells that hold something after the end, for people. */
  public List<String> remainingState() {
    return remainingState;
  }

  /** The timers that were set when the watermark had reached the end, for people. */
  public List<String> remainingTimers() {
    return remainingTimers;
  }

  /** What a counter of the DoFn counted, with what failed and was done again. */
  public long counter(Class<?> namespace, String name) {
    CounterCell cell = metrics.tryGetCounter(MetricName.named(namespace, name));
    return cell == null ? 0 : cell.getCumulative();
  }

  /** What is wrong; empty if nothing is. */
  public List<Violation> violations() {
    return violations;
  }

  @Override
  public String toString() {
    return outputs + (violations.isEmpty() ? "" : " with " + violations);
  }
}
