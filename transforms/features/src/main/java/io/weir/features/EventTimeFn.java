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
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One hop that lets every observation wait until the watermark has passed it, then takes them in
 * total order and emits each event at its own time. The timer holds the output watermark at the
 * earliest that waits.
 */
final class EventTimeFn extends DoFn<KV<String, Observation>, KV<String, Observation>> {
  private static final long serialVersionUID = 1L;
  private static final String CELL = "cell";
  private static final String DUE = "due";
  private static final String EXPIRY = "expiry";

  @StateId(CELL)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<byte[]>> cellSpec = StateSpecs.value(ByteArrayCoder.of());

  @TimerId(DUE)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(EXPIRY)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Hop hop;
  private transient @Nullable EntityState inHand;

  EventTimeFn(Hop hop) {
    this.hop = hop;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Observation> element,
      @Timestamp Instant timestamp,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(DUE) Timer due) {
    Observation observation = element.getValue();
    if (observation.eventTimeMillis != timestamp.getMillis()) {
      throw new IllegalArgumentException(
          String.format(
              "the %s has the element timestamp %d; in EVENT_TIME it must be the event time: what"
                  + " comes behind the watermark is not for this discipline",
              observation, timestamp.getMillis()));
    }
    EntityState state = state();
    state.open(cell.read());
    boolean earliest = state.defer(observation);
    Expiry.write(cell, state.close());
    if (earliest) {
      setDue(due, state);
    }
  }

  @OnTimer(DUE)
  public void emit(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(DUE) Timer due,
      @TimerId(EXPIRY) Timer expiry,
      OutputReceiver<KV<String, Observation>> output) {
    EntityState state = state();
    state.open(cell.read());
    for (Observation observation : state.takeBefore(context.fireTimestamp().getMillis())) {
      KV<String, Observation> answer = hop.take(state, observation);
      if (answer != null) {
        output.outputWithTimestamp(answer, Instant.ofEpochMilli(observation.eventTimeMillis));
      }
    }
    if (state.earliestPending() != EntityState.NEVER) {
      setDue(due, state);
    }
    Expiry.set(expiry, state.armExpiry());
    Expiry.write(cell, state.close());
    hop.count(state);
  }

  @OnTimer(EXPIRY)
  public void expire(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(EXPIRY) Timer expiry) {
    EntityState state = state();
    Expiry.run(context.fireTimestamp().getMillis(), state, cell, expiry);
    hop.count(state);
  }

  /**
   * One millisecond after the earliest that waits: an element at the watermark is still on time, so
   * only a watermark past it says that all of that time are here.
   */
  private static void setDue(Timer due, EntityState state) {
    long earliest = state.earliestPending();
    due.withOutputTimestamp(Instant.ofEpochMilli(earliest)).set(Instant.ofEpochMilli(earliest + 1));
  }

  private EntityState state() {
    EntityState state = inHand;
    if (state == null) {
      state = new EntityState(hop.layout());
      inHand = state;
    }
    return state;
  }
}
