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
import org.apache.beam.sdk.coders.Coder;
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
import org.jspecify.annotations.Nullable;

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
  private static final String COUNT = "count";
  private static final String BYTES = "bytes";
  private static final String EARLIEST = "earliest";
  private static final String HOLD = "hold";
  private static final String FLUSH = "flush";

  @StateId(WAITING)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<KV<Long, TimestampedValue<T>>>> waitingSpec;

  @StateId(COUNT)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> countSpec = StateSpecs.value(VarLongCoder.of());

  @StateId(BYTES)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> bytesSpec = StateSpecs.value(VarLongCoder.of());

  @StateId(EARLIEST)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> earliestSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId(HOLD)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec holdSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(FLUSH)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec flushSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final Coder<T> elements;
  private final AcrossBundles settings;

  CollectFn(Coder<T> elements, AcrossBundles settings) {
    this.elements = elements;
    this.settings = settings;
    this.waitingSpec =
        StateSpecs.bag(
            KvCoder.of(VarLongCoder.of(), TimestampedValue.TimestampedValueCoder.of(elements)));
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, TimestampedValue<T>> element,
      BoundedWindow window,
      @StateId(WAITING) BagState<KV<Long, TimestampedValue<T>>> waiting,
      @StateId(COUNT) ValueState<Long> count,
      @StateId(BYTES) ValueState<Long> bytes,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(HOLD) Timer hold,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<List<TimestampedValue<T>>> output)
      throws Exception {
    TimestampedValue<T> value = element.getValue();
    long number = orZero(count.read());
    long size =
        orZero(bytes.read()) + CoderUtils.encodeToByteArray(elements, value.getValue()).length;
    waiting.add(KV.of(number, value));
    count.write(number + 1);
    bytes.write(size);
    long time = value.getTimestamp().getMillis();
    Long known = earliest.read();
    if (known == null || time < known) {
      earliest.write(time);
      hold.withOutputTimestamp(value.getTimestamp()).set(window.maxTimestamp());
    }
    if (number + 1 >= settings.maxRows() || size >= settings.maxBytes()) {
      release(waiting, count, bytes, earliest, output);
      hold.clear();
      flush.clear();
    } else if (number == 0) {
      flush
          .withNoOutputTimestamp()
          .offset(Duration.millis(settings.maxWait().toMillis()))
          .setRelative();
    }
  }

  /** The first has waited long enough. */
  @OnTimer(FLUSH)
  public void flush(
      @StateId(WAITING) BagState<KV<Long, TimestampedValue<T>>> waiting,
      @StateId(COUNT) ValueState<Long> count,
      @StateId(BYTES) ValueState<Long> bytes,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(HOLD) Timer hold,
      OutputReceiver<List<TimestampedValue<T>>> output) {
    release(waiting, count, bytes, earliest, output);
    hold.clear();
  }

  /** The window is over: nothing more comes. */
  @OnTimer(HOLD)
  public void end(
      @StateId(WAITING) BagState<KV<Long, TimestampedValue<T>>> waiting,
      @StateId(COUNT) ValueState<Long> count,
      @StateId(BYTES) ValueState<Long> bytes,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<List<TimestampedValue<T>>> output) {
    release(waiting, count, bytes, earliest, output);
    flush.clear();
  }

  private void release(
      BagState<KV<Long, TimestampedValue<T>>> waiting,
      ValueState<Long> count,
      ValueState<Long> bytes,
      ValueState<Long> earliest,
      OutputReceiver<List<TimestampedValue<T>>> output) {
    Long time = earliest.read();
    if (time == null) {
      return;
    }
    List<KV<Long, TimestampedValue<T>>> numbered = new ArrayList<>();
    waiting.read().forEach(numbered::add);
    // A bag has no order.
    numbered.sort(Comparator.comparing(KV::getKey));
    List<TimestampedValue<T>> batch = new ArrayList<>(numbered.size());
    numbered.forEach(each -> batch.add(each.getValue()));
    waiting.clear();
    count.clear();
    bytes.clear();
    earliest.clear();
    output.outputWithTimestamp(batch, Instant.ofEpochMilli(time));
  }

  /** The earliest is held until it is given out, so it may lie before what gives it out. */
  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam calls it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
