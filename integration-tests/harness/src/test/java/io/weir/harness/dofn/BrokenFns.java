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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
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
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Each is broken in one way. */
final class BrokenFns {
  private BrokenFns() {}

  /** Puts out a second before its element. */
  static final class EarlyFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @Timestamp Instant timestamp,
        OutputReceiver<Integer> output) {
      output.outputWithTimestamp(element.getValue(), timestamp.minus(Duration.standardSeconds(1)));
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Beam calls it
    public Duration getAllowedTimestampSkew() {
      return Duration.standardSeconds(1);
    }
  }

  /** Sorts the letters of its element in place. */
  static final class SortInPlaceFn extends DoFn<byte[], Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element byte[] element, OutputReceiver<Integer> output) {
      java.util.Arrays.sort(element);
      output.output((int) element[0]);
    }
  }

  /** Puts the same list out again and again. */
  static final class ReuseFn extends DoFn<KV<String, Integer>, List<Integer>> {
    private static final long serialVersionUID = 1L;
    private final ArrayList<Integer> reused = new ArrayList<>();

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element, OutputReceiver<List<Integer>> output) {
      reused.clear();
      reused.add(element.getValue());
      output.output(reused);
    }
  }

  /** Counts the elements of a key in a field of its own. */
  static final class CountInFieldFn extends DoFn<KV<String, Integer>, KV<String, Integer>> {
    private static final long serialVersionUID = 1L;
    private final HashMap<String, Integer> counts = new HashMap<>();

    /** It is stateful for the runner, which brings it one key after another. */
    @StateId("unused")
    @SuppressWarnings("unused") // read by Beam
    private final StateSpec<ValueState<Integer>> spec = StateSpecs.value(VarIntCoder.of());

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element, OutputReceiver<KV<String, Integer>> output) {
      output.output(KV.of(element.getKey(), counts.merge(element.getKey(), 1, Integer::sum)));
    }
  }

  /** Keeps the last of an odd number of elements for the next bundle. */
  static final class PairFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;
    private static final Instant END = GlobalWindow.INSTANCE.maxTimestamp();
    private final ArrayList<Integer> waiting = new ArrayList<>();

    @ProcessElement
    public void process(@Element KV<String, Integer> element) {
      waiting.add(element.getValue());
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      while (waiting.size() > 1) {
        context.output(waiting.remove(0), END, GlobalWindow.INSTANCE);
        context.output(waiting.remove(0), END, GlobalWindow.INSTANCE);
      }
    }
  }

  /** Has a transient field that only its constructor sets. */
  static final class ForgetfulFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable List<Integer> seen = new ArrayList<>();

    @ProcessElement
    @SuppressWarnings("NullAway") // that is what is wrong
    public void process(@Element KV<String, Integer> element) {
      seen.add(element.getValue());
    }
  }

  /** Goes on when its receiver fails. */
  static final class SwallowFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void process(@Element KV<String, Integer> element, OutputReceiver<Integer> output) {
      try {
        output.output(element.getValue());
      } catch (RuntimeException failed) {
        // As if a log line were enough.
      }
    }
  }

  /** Opens what it does not close. */
  static final class UnclosedFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;
    static final AtomicLong OPEN = new AtomicLong();

    @Setup
    public void setup() {
      OPEN.incrementAndGet();
    }

    @ProcessElement
    public void process(@Element KV<String, Integer> element, OutputReceiver<Integer> output) {
      output.output(element.getValue());
    }
  }

  /** Sets its timer again whenever it fires. */
  static final class LoopFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @TimerId("tick")
    @SuppressWarnings("unused") // read by Beam
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(@Timestamp Instant timestamp, @TimerId("tick") Timer tick) {
      tick.set(timestamp);
    }

    @OnTimer("tick")
    public void tick(OnTimerContext context, @TimerId("tick") Timer tick) {
      tick.set(context.fireTimestamp().plus(Duration.standardHours(1)));
    }
  }

  /** Holds the watermark a second before its element. */
  static final class LateHoldFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @TimerId("hold")
    @SuppressWarnings("unused") // read by Beam
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(@Timestamp Instant timestamp, @TimerId("hold") Timer hold) {
      hold.withOutputTimestamp(timestamp.minus(Duration.standardSeconds(1))).set(timestamp);
    }

    @OnTimer("hold")
    public void fire() {}

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Beam calls it
    public Duration getAllowedTimestampSkew() {
      return Duration.standardSeconds(1);
    }
  }

  /** Answers every second element of a key, with the one before; that of an odd one it keeps. */
  static final class UnpairedFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @StateId("first")
    @SuppressWarnings("unused") // read by Beam
    private final StateSpec<ValueState<Integer>> spec = StateSpecs.value(VarIntCoder.of());

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @StateId("first") ValueState<Integer> first,
        OutputReceiver<Integer> output) {
      Integer before = first.read();
      if (before == null) {
        first.write(element.getValue());
      } else {
        output.output(before + element.getValue());
        first.clear();
      }
    }
  }

  /** Wants to be woken an hour later by the clock; the stream has ended then. */
  static final class ForgottenTimerFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @TimerId("flush")
    @SuppressWarnings("unused") // read by Beam
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @TimerId("flush") Timer flush,
        OutputReceiver<Integer> output) {
      output.output(element.getValue());
      flush.offset(Duration.standardHours(1)).setRelative();
    }

    @OnTimer("flush")
    public void flush() {}
  }

  /** Keeps what it has seen with a coder that writes it in the order of a hash map. */
  static final class UnorderedFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @StateId("seen")
    @SuppressWarnings("unused") // read by Beam
    private final StateSpec<ValueState<Map<String, Integer>>> spec =
        StateSpecs.value(new HashOrderCoder());

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @StateId("seen") ValueState<Map<String, Integer>> seen,
        OutputReceiver<Integer> output) {
      Map<String, Integer> before = seen.read();
      Map<String, Integer> now = new LinkedHashMap<>(before == null ? Map.of() : before);
      now.put("number " + -element.getValue(), element.getValue());
      seen.write(now);
      output.output(element.getValue());
    }
  }

  private static final class HashOrderCoder extends CustomCoder<Map<String, Integer>> {
    private static final long serialVersionUID = 1L;
    private static final MapCoder<String, Integer> ENTRIES =
        MapCoder.of(StringUtf8Coder.of(), VarIntCoder.of());

    @Override
    public void encode(Map<String, Integer> value, OutputStream stream) throws IOException {
      ENTRIES.encode(value, stream);
    }

    @Override
    public Map<String, Integer> decode(InputStream stream) throws IOException {
      return new HashMap<>(ENTRIES.decode(stream));
    }

    @Override
    public void verifyDeterministic() {
      // So it says.
    }
  }
}
