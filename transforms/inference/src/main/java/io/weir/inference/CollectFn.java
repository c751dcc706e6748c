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
package io.weir.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.KvCoder;
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
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Collects the elements of a shard and a window until there are enough or the first has waited long
 * enough; gives them as one list, in the order of their coming, at the earliest of their
 * timestamps.
 *
 * <p>While they wait, a timer in event time holds the output watermark at the earliest of them. It
 * is set again whenever an earlier one comes, which {@code GroupIntoBatches} of Beam 2.70 does not
 * do: it loses rows that come out of order. A timer in processing time would not hold on the Direct
 * runner, which looks only at those in event time.
 */
final class CollectFn<T> extends DoFn<KV<Integer, TimestampedValue<T>>, List<TimestampedValue<T>>> {
  private static final long serialVersionUID = 1L;
  private static final String WAITING = "waiting";
  private static final String COLLECTED = "collected";
  private static final String HOLD = "hold";
  private static final String FLUSH = "flush";

  /** Each with its number, as bytes: they are written once, to be kept and to be measured. */
  @StateId(WAITING)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<KV<Long, byte[]>>> waitingSpec =
      StateSpecs.bag(KvCoder.of(VarLongCoder.of(), ByteArrayCoder.of()));

  @StateId(COLLECTED)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Collected>> collectedSpec =
      StateSpecs.value(new Collected.ValueCoder());

  @TimerId(HOLD)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec holdSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(FLUSH)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec flushSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final Coder<TimestampedValue<T>> elements;
  private final AcrossBundles settings;

  CollectFn(Coder<TimestampedValue<T>> elements, AcrossBundles settings) {
    this.elements = elements;
    this.settings = settings;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, TimestampedValue<T>> element,
      BoundedWindow window,
      @StateId(WAITING) BagState<KV<Long, byte[]>> waiting,
      @StateId(COLLECTED) ValueState<Collected> collected,
      @TimerId(HOLD) Timer hold,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<List<TimestampedValue<T>>> output)
      throws CoderException {
    byte[] bytes = CoderUtils.encodeToByteArray(elements, element.getValue());
    Instant timestamp = element.getValue().getTimestamp();
    Collected before = collected.read();
    Collected now = Collected.and(before, timestamp, bytes.length);
    waiting.add(KV.of(now.rows, bytes));
    collected.write(now);
    if (now.rows >= settings.maxRows() || now.bytes >= settings.maxBytes()) {
      release(waiting, collected, output);
      hold.clear();
      flush.clear();
      return;
    }
    if (before == null || now.earliest < before.earliest) {
      hold.withOutputTimestamp(timestamp).set(window.maxTimestamp());
    }
    if (before == null) {
      flush
          .withNoOutputTimestamp()
          .offset(Duration.millis(settings.maxWait().toMillis()))
          .setRelative();
    }
  }

  /** The first has waited long enough. */
  @OnTimer(FLUSH)
  public void flush(
      @StateId(WAITING) BagState<KV<Long, byte[]>> waiting,
      @StateId(COLLECTED) ValueState<Collected> collected,
      @TimerId(HOLD) Timer hold,
      OutputReceiver<List<TimestampedValue<T>>> output)
      throws CoderException {
    release(waiting, collected, output);
    hold.clear();
  }

  /** The window is over: nothing more comes. */
  @OnTimer(HOLD)
  public void end(
      @StateId(WAITING) BagState<KV<Long, byte[]>> waiting,
      @StateId(COLLECTED) ValueState<Collected> collected,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<List<TimestampedValue<T>>> output)
      throws CoderException {
    release(waiting, collected, output);
    flush.clear();
  }

  private void release(
      BagState<KV<Long, byte[]>> waiting,
      ValueState<Collected> collected,
      OutputReceiver<List<TimestampedValue<T>>> output)
      throws CoderException {
    Collected all = collected.read();
    if (all == null) {
      return;
    }
    List<KV<Long, byte[]>> numbered = new ArrayList<>();
    waiting.read().forEach(numbered::add);
    // A bag has no order.
    numbered.sort(Comparator.comparing(KV::getKey));
    List<TimestampedValue<T>> batch = new ArrayList<>(numbered.size());
    for (KV<Long, byte[]> each : numbered) {
      batch.add(CoderUtils.decodeFromByteArray(elements, each.getValue()));
    }
    waiting.clear();
    collected.clear();
    output.outputWithTimestamp(batch, Instant.ofEpochMilli(all.earliest));
  }

  /** The earliest is held until it is given out, so it may lie before what gives it out. */
  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam calls it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
