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
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
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
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.NameUtils.NameOverride;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * One hop that answers each event as it arrives, but lets those that are no history wait until all
 * history has come: until the watermark has left the beginning of time. Labels answer nothing and
 * wait for nobody: one that is known later than an event does not count for it, whichever is first.
 *
 * <p>Each hop waits for itself. That the hop before has let an event go says only that this one key
 * of it has its history; the watermark speaks of all of them.
 *
 * <p>After a restart the runner does not know the watermark until the sources have said it again.
 * Until then events wait once more, which changes no answer.
 *
 * <p>It has the name of {@link OnArrivalFn} and the same cell and expiry timer, so that on Flink
 * either goes on with the state of the other. Dataflow replaces no step by one whose cells and
 * timers differ: there a job that began with history keeps the option of it.
 */
final class AfterHistoryFn extends DoFn<KV<String, Observation>, KV<String, Observation>>
    implements NameOverride {
  private static final long serialVersionUID = 1L;
  private static final String CELL = "cell";
  private static final String WAITING = "waiting";
  private static final String EARLIEST = "earliest";
  private static final String LIVE = "live";
  private static final String EXPIRY = "expiry";

  /** The watermark of history, with a millisecond on which a timer can be set before it is over. */
  private static final Instant HISTORY = BoundedWindow.TIMESTAMP_MIN_VALUE.plus(Duration.millis(1));

  private static final Comparator<TimestampedValue<Observation>> ORDER =
      (left, right) -> TotalOrder.INSTANCE.compare(left.getValue(), right.getValue());

  @StateId(CELL)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<byte[]>> cellSpec = StateSpecs.value(ByteArrayCoder.of());

  @StateId(WAITING)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<TimestampedValue<Observation>>> waitingSpec =
      StateSpecs.bag(TimestampedValue.TimestampedValueCoder.of(ObservationCoder.of()));

  /** The earliest element timestamp that waits, at which the timer holds the watermark. */
  @StateId(EARLIEST)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> earliestSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId(LIVE)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec liveSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(EXPIRY)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Hop hop;

  AfterHistoryFn(Hop hop) {
    this.hop = hop;
  }

  @Override
  public String getNameOverride() {
    return "OnArrival";
  }

  @ProcessElement
  public void process(
      @Element KV<String, Observation> element,
      @Timestamp Instant timestamp,
      @StateId(CELL) ValueState<byte[]> cell,
      @StateId(WAITING) BagState<TimestampedValue<Observation>> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(LIVE) Timer live,
      @TimerId(EXPIRY) Timer expiry,
      OutputReceiver<KV<String, Observation>> output) {
    Observation observation = element.getValue();
    if (!observation.label && !observation.history && mustWait(live, earliest)) {
      waiting.add(TimestampedValue.of(observation, timestamp));
      Long held = earliest.read();
      if (held == null || timestamp.getMillis() < held) {
        earliest.write(timestamp.getMillis());
        live.withOutputTimestamp(timestamp).set(HISTORY);
      }
      return;
    }
    EntityState state = hop.open(cell);
    KV<String, Observation> answer = hop.take(state, observation);
    hop.close(state, cell, expiry);
    if (answer != null) {
      output.output(answer);
    }
  }

  /** Also while others of the key wait: the Direct runner may be late with their timer. */
  private static boolean mustWait(Timer live, ValueState<Long> earliest) {
    return !live.getCurrentRelativeTime().isAfter(HISTORY) || earliest.read() != null;
  }

  @OnTimer(LIVE)
  public void goLive(
      @StateId(CELL) ValueState<byte[]> cell,
      @StateId(WAITING) BagState<TimestampedValue<Observation>> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(EXPIRY) Timer expiry,
      OutputReceiver<KV<String, Observation>> output) {
    List<TimestampedValue<Observation>> taken = new ArrayList<>();
    waiting.read().forEach(taken::add);
    waiting.clear();
    earliest.clear();
    taken.sort(ORDER);
    EntityState state = hop.open(cell);
    for (TimestampedValue<Observation> event : taken) {
      KV<String, Observation> answer = hop.take(state, event.getValue());
      if (answer != null) {
        output.outputWithTimestamp(answer, event.getTimestamp());
      }
    }
    hop.close(state, cell, expiry);
  }

  @OnTimer(EXPIRY)
  public void expire(
      OnTimerContext context,
      @StateId(CELL) ValueState<byte[]> cell,
      @TimerId(EXPIRY) Timer expiry) {
    hop.expire(context.fireTimestamp(), cell, expiry);
  }
}
