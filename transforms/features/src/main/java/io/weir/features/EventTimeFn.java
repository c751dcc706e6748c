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

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
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

/**
 * One hop that lets every event wait until the watermark has passed it, then takes them in total
 * order and emits each at its own time. The timer holds the output watermark at the earliest that
 * waits.
 *
 * <p>What waits lies beside the cell, so that waiting costs nothing for the history that the key
 * has: in a bag of groups, which RocksDB adds to without reading it. One firing takes all that the
 * watermark has passed, not only what made the timer due, so that a key with many of them reads and
 * writes its cell once.
 */
final class EventTimeFn extends DoFn<KV<String, List<Observation>>, KV<String, Observation>> {
  private static final long serialVersionUID = 1L;
  private static final String CELL = "cell";
  private static final String WAITING = "waiting";
  private static final String EARLIEST = "earliest";
  private static final String DUE = "due";
  private static final String EXPIRY = "expiry";

  @StateId(CELL)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<byte[]>> cellSpec = StateSpecs.value(ByteArrayCoder.of());

  @StateId(WAITING)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<List<Observation>>> waitingSpec =
      StateSpecs.bag(ListCoder.of(ObservationCoder.of()));

  /** The earliest time that waits, for which the timer is set. */
  @StateId(EARLIEST)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> earliestSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId(DUE)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(EXPIRY)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Hop hop;

  EventTimeFn(Hop hop) {
    this.hop = hop;
  }

  @ProcessElement
  public void process(
      @Element KV<String, List<Observation>> element,
      @StateId(WAITING) BagState<List<Observation>> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(DUE) Timer due) {
    List<Observation> group = element.getValue();
    waiting.add(group);
    long time = earliestOf(group);
    Long armed = earliest.read();
    if (armed == null || time < armed) {
      arm(time, earliest, due);
    }
  }

  @OnTimer(DUE)
  public void emit(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @StateId(WAITING) BagState<List<Observation>> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(DUE) Timer due,
      @TimerId(EXPIRY) Timer expiry,
      OutputReceiver<KV<String, Observation>> output) {
    long passed =
        Math.max(context.fireTimestamp().getMillis(), due.getCurrentRelativeTime().getMillis());
    EntityState state = hop.open(cell);
    for (Observation observation : takeBefore(passed, waiting, earliest, due)) {
      KV<String, Observation> answer = hop.take(state, observation);
      if (answer != null) {
        output.outputWithTimestamp(answer, Instant.ofEpochMilli(observation.eventTimeMillis));
      }
    }
    hop.close(state, cell, expiry);
  }

  /** Takes out what is earlier than a time, in total order; sets the timer for the rest. */
  private static List<Observation> takeBefore(
      long timeMillis, BagState<List<Observation>> waiting, ValueState<Long> earliest, Timer due) {
    List<Observation> taken = new ArrayList<>();
    List<Observation> left = new ArrayList<>();
    for (List<Observation> group : waiting.read()) {
      for (Observation observation : group) {
        (observation.eventTimeMillis < timeMillis ? taken : left).add(observation);
      }
    }
    waiting.clear();
    if (left.isEmpty()) {
      earliest.clear();
    } else {
      waiting.add(left);
      arm(earliestOf(left), earliest, due);
    }
    if (taken.size() > 1) {
      taken.sort(TotalOrder.INSTANCE);
    }
    return taken;
  }

  static long earliestOf(List<Observation> observations) {
    long earliest = Long.MAX_VALUE;
    for (Observation observation : observations) {
      earliest = Math.min(earliest, observation.eventTimeMillis);
    }
    return earliest;
  }

  @OnTimer(EXPIRY)
  public void expire(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(EXPIRY) Timer expiry) {
    hop.expire(context.fireTimestamp(), cell, expiry);
  }

  /**
   * Sets the timer one millisecond after the earliest that waits: an element at the watermark is
   * still on time, so only a watermark past it says that all of that time are here.
   */
  private static void arm(long earliestMillis, ValueState<Long> earliest, Timer due) {
    earliest.write(earliestMillis);
    due.withOutputTimestamp(Instant.ofEpochMilli(earliestMillis))
        .set(Instant.ofEpochMilli(earliestMillis + 1));
  }
}
