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
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
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
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Collects the numbers of a key until there are three or ten seconds have passed. Right unless told
 * to be wrong.
 */
final class BatchFn extends DoFn<KV<String, Integer>, KV<String, List<Integer>>> {
  private static final long serialVersionUID = 1L;
  private static final int FULL = 3;
  private static final Duration WAIT = Duration.standardSeconds(10);
  private static final String WAITING = "waiting";
  private static final String EARLIEST = "earliest";
  private static final String HOLD = "hold";
  private static final String FLUSH = "flush";

  /** What is wrong with it. */
  enum Fault {
    NONE,
    /** The watermark is held for the first element, and an earlier one comes after it. */
    HOLDS_FOR_THE_FIRST,
    /** The timer that flushes is not cleared when the window ends. */
    LEAVES_ITS_TIMER,
    /** What is known of a batch is not cleared with it. */
    LEAVES_ITS_STATE
  }

  @StateId(WAITING)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<Integer>> waitingSpec = StateSpecs.bag(VarIntCoder.of());

  @StateId(EARLIEST)
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Long>> earliestSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId(HOLD)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec holdSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(FLUSH)
  @SuppressWarnings("unused") // read by Beam
  private final TimerSpec flushSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final Fault fault;

  BatchFn(Fault fault) {
    this.fault = fault;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Integer> element,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      @StateId(WAITING) BagState<Integer> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(HOLD) Timer hold,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<KV<String, List<Integer>>> output) {
    waiting.add(element.getValue());
    Long before = earliest.read();
    boolean isFirst = before == null;
    if (before == null || timestamp.getMillis() < before) {
      earliest.write(timestamp.getMillis());
      if (isFirst || fault != Fault.HOLDS_FOR_THE_FIRST) {
        hold.withOutputTimestamp(timestamp).set(window.maxTimestamp());
      }
    }
    if (isFirst) {
      flush.withNoOutputTimestamp().offset(WAIT).setRelative();
    }
    int size = 0;
    for (Integer unused : waiting.read()) {
      size++;
    }
    if (size == FULL) {
      release(element.getKey(), waiting, earliest, output);
      hold.clear();
      flush.clear();
    }
  }

  @OnTimer(FLUSH)
  public void flush(
      @Key String key,
      @StateId(WAITING) BagState<Integer> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(HOLD) Timer hold,
      OutputReceiver<KV<String, List<Integer>>> output) {
    release(key, waiting, earliest, output);
    hold.clear();
  }

  @OnTimer(HOLD)
  public void end(
      @Key String key,
      @StateId(WAITING) BagState<Integer> waiting,
      @StateId(EARLIEST) ValueState<Long> earliest,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<KV<String, List<Integer>>> output) {
    release(key, waiting, earliest, output);
    if (fault != Fault.LEAVES_ITS_TIMER) {
      flush.clear();
    }
  }

  private void release(
      String key,
      BagState<Integer> waiting,
      ValueState<Long> earliest,
      OutputReceiver<KV<String, List<Integer>>> output) {
    @Nullable Long time = earliest.read();
    if (time == null) {
      return;
    }
    List<Integer> batch = new ArrayList<>();
    waiting.read().forEach(batch::add);
    waiting.clear();
    if (fault != Fault.LEAVES_ITS_STATE) {
      earliest.clear();
    }
    output.outputWithTimestamp(KV.of(key, batch), Instant.ofEpochMilli(time));
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam calls it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
