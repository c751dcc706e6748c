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
package io.weir.harness.sink;

import io.weir.harness.fault.Fault;
import io.weir.harness.fault.FaultPlan;
import io.weir.harness.lines.LineFile;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes each line with its number in its key, and how many there were once the stream ends. */
final class NumberFn extends DoFn<KV<String, String>, Void> {
  private static final long serialVersionUID = 1L;

  static final String END = "end";

  private static final String COUNT = "count";
  private static final String AT_THE_END = "atTheEnd";
  private static final String AT_THE_ELEMENT = "atTheElement";

  private final String folder;
  private final FaultPlan plan;
  private transient @Nullable LineFile lines;

  @StateId(COUNT)
  private final StateSpec<ValueState<Integer>> countSpec = StateSpecs.value(VarIntCoder.of());

  @TimerId(AT_THE_END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(AT_THE_ELEMENT)
  private final TimerSpec elementSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  NumberFn(Path folder, FaultPlan plan) {
    this.folder = folder.toString();
    this.plan = plan;
  }

  @ProcessElement
  public void process(
      @Element KV<String, String> line,
      @Timestamp Instant timestamp,
      @StateId(COUNT) ValueState<Integer> count,
      @TimerId(AT_THE_END) Timer atTheEnd,
      @TimerId(AT_THE_ELEMENT) Timer atTheElement) {
    int number = number(count);
    count.write(number + 1);
    atTheEnd.set(GlobalWindow.INSTANCE.maxTimestamp());
    if (plan.fault() == Fault.TIMER && timestamp.isBefore(GlobalWindow.INSTANCE.maxTimestamp())) {
      atTheElement.set(timestamp);
    }
    lines().write(number + "\t" + line.getKey() + "\t" + line.getValue());
  }

  @OnTimer(AT_THE_ELEMENT)
  public void atTheElement() {
    if (plan.strikes(Fault.TIMER)) {
      throw plan.failure();
    }
  }

  @OnTimer(AT_THE_END)
  public void atTheEnd(@Key String key, @StateId(COUNT) ValueState<Integer> count) {
    lines().write(END + "\t" + key + "\t" + number(count) + "\t");
    count.clear();
  }

  @FinishBundle
  public void finishBundle() {
    lines().flush();
  }

  @Teardown
  public void teardown() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }

  private LineFile lines() {
    if (lines == null) {
      lines = LineFile.in(Path.of(folder));
    }
    return lines;
  }

  private static int number(ValueState<Integer> count) {
    Integer number = count.read();
    return number == null ? 0 : number;
  }
}
