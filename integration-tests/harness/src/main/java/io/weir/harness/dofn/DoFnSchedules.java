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

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.hamcrest.Matcher;
import org.hamcrest.MatcherAssert;

/**
 * A specification of one {@link DoFn}, checked against thousands of schedules. Immutable: each
 * method gives another one. The package says how it is used.
 *
 * @param <InputT> the type of the elements
 * @param <OutputT> the type of the main output
 */
public final class DoFnSchedules<InputT, OutputT> {
  private static final int MOST_SCHEDULES = 100_000_000;

  private final Settings<InputT, OutputT> settings;

  private DoFnSchedules(Settings<InputT, OutputT> settings) {
    this.settings = settings;
  }

  /**
   * Starts a specification. The coders of the input and of the main output have to be set, and
   * elements; all else has a default.
   *
   * @param fn makes what is checked; it is made once, written by Java serialisation and read for
   *     each worker, as on a runner
   */
  public static <InputT, OutputT> DoFnSchedules<InputT, OutputT> of(
      Supplier<? extends DoFn<InputT, OutputT>> fn) {
    return new DoFnSchedules<>(new Settings<>(fn));
  }

  private DoFnSchedules<InputT, OutputT> with(Consumer<Settings<InputT, OutputT>> change) {
    return new DoFnSchedules<>(settings.with(change));
  }

  /** With the coder of the elements; a KvCoder if there is state or a timer. */
  public DoFnSchedules<InputT, OutputT> input(Coder<InputT> coder) {
    return with(copy -> copy.input = coder);
  }

  /** With the coder of the main output. */
  public DoFnSchedules<InputT, OutputT> mainOutput(Coder<OutputT> coder) {
    return mainOutput(new TupleTag<>("output"), coder);
  }

  /** With the tag of the main output and its coder. */
  public DoFnSchedules<InputT, OutputT> mainOutput(TupleTag<OutputT> tag, Coder<OutputT> coder) {
    return with(
        copy -> {
          copy.mainOutput = tag;
          copy.outputs.put(tag, coder);
        });
  }

  /** With one more output. */
  public <T> DoFnSchedules<InputT, OutputT> sideOutput(TupleTag<T> tag, Coder<T> coder) {
    return with(copy -> copy.outputs.put(tag, coder));
  }

  /** With the elements that come. In the quiet run they come in this order. */
  public DoFnSchedules<InputT, OutputT> elements(List<TimestampedValue<InputT>> elements) {
    return with(copy -> copy.elements = List.copyOf(elements));
  }

  /** In windows; in the global window unless set. */
  public DoFnSchedules<InputT, OutputT> windowedInto(WindowFn<?, ?> windowFn) {
    return windowing(WindowingStrategy.of(windowFn));
  }

  /** In windows, with what else belongs to them; in the global window unless set. */
  public DoFnSchedules<InputT, OutputT> windowing(WindowingStrategy<?, ?> strategy) {
    return with(copy -> copy.windowing = strategy);
  }

  /** With the pipeline options that the DoFn sees; the defaults unless set. */
  public DoFnSchedules<InputT, OutputT> options(PipelineOptions options) {
    return with(copy -> copy.options = options);
  }

  /** With the seed of the random schedules; 1 unless set. */
  public DoFnSchedules<InputT, OutputT> seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /** With so many schedules, from 1 to 100 million; 1,000 unless set. */
  public DoFnSchedules<InputT, OutputT> schedules(int schedules) {
    if (schedules < 1 || schedules > MOST_SCHEDULES) {
      throw new IllegalArgumentException(
          "schedules is " + schedules + "; allowed: 1 to " + MOST_SCHEDULES);
    }
    return with(copy -> copy.schedules = schedules);
  }

  /** The elements come in the order of the specification; in any unless set. */
  public DoFnSchedules<InputT, OutputT> inOrder() {
    return with(copy -> copy.order = Order.GIVEN);
  }

  /** The elements of a key come in the order of the specification; in any unless set. */
  public DoFnSchedules<InputT, OutputT> inOrderOfKeys() {
    return with(copy -> copy.order = Order.OF_KEYS);
  }

  /** Elements may come twice. The quiet run has each once, and the outputs must be the same. */
  public DoFnSchedules<InputT, OutputT> duplicated() {
    return with(copy -> copy.duplicates = true);
  }

  /** No worker fails and no receiver throws. */
  public DoFnSchedules<InputT, OutputT> withoutFailures() {
    return with(copy -> copy.failures = false);
  }

  /** No worker is replaced by a fresh one, other than after a failure. */
  public DoFnSchedules<InputT, OutputT> withoutRestores() {
    return with(copy -> copy.restores = false);
  }

  /** At most so much processing time passes in one step, at least 1 ms; 1 minute unless set. */
  public DoFnSchedules<InputT, OutputT> longestPause(Duration longest) {
    if (longest.toMillis() < 1) {
      throw new IllegalArgumentException("longestPause is " + longest + "; allowed: 1 ms and more");
    }
    return with(copy -> copy.longestPause = longest);
  }

  /**
   * The outputs since the last snapshot are there twice after a failure, as behind a sink that is
   * at-least-once; they are taken back unless set. Then repeats of an expected output are as good.
   */
  public DoFnSchedules<InputT, OutputT> keepingOutputsOfFailures() {
    return with(copy -> copy.keepsOutputs = true);
  }

  /**
   * As on the classic Flink runner, which is so unless set: the watermark comes and timers fire
   * within an open bundle, timers in the order of time over all keys, and the input watermark is
   * unknown after a restore until it comes again.
   */
  public DoFnSchedules<InputT, OutputT> likeFlink() {
    return with(copy -> copy.likeDirect = false);
  }

  /**
   * As on the Direct runner: the bundle ends before the watermark comes and after timers have
   * fired, these key by key, and processing-time timers do not hold the watermark.
   */
  public DoFnSchedules<InputT, OutputT> likeDirect() {
    return with(copy -> copy.likeDirect = true);
  }

  /** State of the global window may be left at the end. */
  public DoFnSchedules<InputT, OutputT> stateMayRemain() {
    return with(copy -> copy.stateMayRemain = true);
  }

  /** Timers may be left at the end; time passes for those in processing time before it comes. */
  public DoFnSchedules<InputT, OutputT> timersMayRemain() {
    return with(copy -> copy.timersMayRemain = true);
  }

  /**
   * The outputs are compared with those of the quiet run within each key of the output's KV, in
   * order; in any order unless set.
   */
  public DoFnSchedules<InputT, OutputT> sameOrderOfKeys() {
    return sameOrderOf(output -> PlannedElement.keyOf(output.value()));
  }

  /** Like {@link #sameOrderOfKeys}, with the key that is given for each output. */
  public DoFnSchedules<InputT, OutputT> sameOrderOf(Function<Output<?>, ?> key) {
    return with(
        copy -> {
          copy.agreement = Settings.Agreement.ORDER_OF_KEYS;
          copy.keyOfOutput = key;
        });
  }

  /** The outputs may be others than those of the quiet run; other laws hold. */
  public DoFnSchedules<InputT, OutputT> notComparedWithQuietRun() {
    return with(copy -> copy.agreement = Settings.Agreement.NONE);
  }

  /**
   * Of the main output that is compared with the quiet run which is given: the rows of a batch, or
   * values without timestamps. Value, timestamp and windows unless set.
   */
  public DoFnSchedules<InputT, OutputT> comparing(Function<Output<OutputT>, List<?>> items) {
    return with(copy -> copy.items = items);
  }

  /**
   * Each element is in the outputs once: inputs = outputs + dead letters + declared drops.
   *
   * @param idOfInput what tells it from the others
   * @param idsOfOutput the ids of the elements that an output accounts for
   */
  public DoFnSchedules<InputT, OutputT> accountingFor(
      Function<InputT, ?> idOfInput, Function<Output<?>, ? extends Iterable<?>> idsOfOutput) {
    return with(
        copy -> {
          copy.idOfInput = idOfInput;
          copy.idsOfOutput = idsOfOutput;
        });
  }

  /**
   * Something is after the last teardown what it was before the first setup: open models, say.
   *
   * @param name of it, for the message
   */
  public DoFnSchedules<InputT, OutputT> balanced(String name, LongSupplier level) {
    return with(copy -> copy.balances.put(name, level));
  }

  /** With one more check of what comes of a schedule; it fails by throwing. */
  public DoFnSchedules<InputT, OutputT> checking(Consumer<? super Outcome<OutputT>> check) {
    return with(copy -> copy.checks.add(check));
  }

  /** With one more check of what comes of a schedule. */
  public DoFnSchedules<InputT, OutputT> checking(Matcher<? super Outcome<OutputT>> matcher) {
    return checking(outcome -> MatcherAssert.assertThat(outcome, matcher));
  }

  /** How a printed test calls this specification; {@code schedules()} unless set. */
  public DoFnSchedules<InputT, OutputT> printedAs(String expression) {
    return with(copy -> copy.expression = expression);
  }

  /** What comes of one schedule, and what is wrong with it. */
  public Outcome<OutputT> run(Schedule schedule) {
    return new Verification<>(settings).run(schedule);
  }

  /** Checks one schedule as it is. Throws {@link ScheduleFailure} if anything is wrong. */
  public void verify(Schedule schedule) {
    new Verification<>(settings).verify(schedule);
  }

  /**
   * Checks as many schedules as are set: some simple ones, the others random. Throws {@link
   * ScheduleFailure} with the shortest schedule that fails in the same way as the first that does.
   */
  public Report verify() {
    return new Verification<>(settings).verify();
  }
}
