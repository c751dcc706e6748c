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
package io.weir.features;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** One hop that answers each event as it arrives, with the element's own timestamp. */
final class OnArrivalFn extends DoFn<KV<String, Observation>, KV<String, Observation>> {
  private static final long serialVersionUID = 1L;
  private static final String CELL = "cell";
  private static final String EXPIRY = "expiry";

  @StateId(CELL)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<byte[]>> cellSpec = StateSpecs.value(ByteArrayCoder.of());

  @TimerId(EXPIRY)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Hop hop;

  OnArrivalFn(Hop hop) {
    this.hop = hop;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Observation> element,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(EXPIRY) Timer expiry,
      OutputReceiver<KV<String, Observation>> output) {
    EntityState state = hop.open(cell);
    KV<String, Observation> answer = hop.take(state, element.getValue());
    hop.close(state, cell, expiry);
    if (answer != null) {
      output.output(answer);
    }
  }

  @OnTimer(EXPIRY)
  public void expire(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(EXPIRY) Timer expiry) {
    hop.expire(context.fireTimestamp(), cell, expiry);
  }
}
