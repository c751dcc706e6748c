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

import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Says when it is called: with elements, timers, bundles and at the end of windows. */
final class TimersFn extends DoFn<KV<String, Integer>, String> {
  private static final long serialVersionUID = 1L;

  @TimerId("event")
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec eventSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("clock")
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec clockSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @ProcessElement
  public void process(
      @Element KV<String, Integer> element,
      @Timestamp Instant timestamp,
      @TimerId("event") Timer event,
      @TimerId("clock") Timer clock,
      OutputReceiver<String> output) {
    output.output("element " + element.getValue());
    event.set(timestamp.plus(Duration.millis(10)));
    clock.withNoOutputTimestamp().offset(Duration.millis(10)).setRelative();
  }

  @OnTimer("event")
  public void event(@Key String key, OutputReceiver<String> output) {
    output.output("event timer of " + key);
  }

  @OnTimer("clock")
  public void clock(OnTimerContext context, @Key String key) {
    context.outputWithTimestamp("clock timer of " + key, END);
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    context.output("bundle ends", END, GlobalWindow.INSTANCE);
  }

  private static final Instant END = BoundedWindow.TIMESTAMP_MAX_VALUE;

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam calls it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
