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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.junit.Test;

/** One step driven by hand, bundle by bundle, to see the order in which it answers. */
public final class ScoreFnTest {
  private static final TupleTag<KV<Integer, Prediction>> PREDICTIONS = new TupleTag<>("p");
  private static final TupleTag<KV<Integer, ScoringFailure>> FAILURES = new TupleTag<>("f");

  private final List<String> given = new ArrayList<>();

  @Test
  public void answersComeInTheOrderOfArrivalWithTheirOwnTimestampAndWindow() throws Exception {
    ScoreFn<Integer> step = step(FakeSource.of(2, 3, FakeRows::score));
    step.setup();
    step.startBundle();
    List<String> expected = new ArrayList<>();
    for (int id : new int[] {5, 2, 9, 2, 13, 7, 1}) {
      Instant timestamp = Instant.ofEpochMilli(1_000 - 10 * id);
      IntervalWindow window =
          new IntervalWindow(timestamp, timestamp.plus(org.joda.time.Duration.millis(1)));
      step.processElement(id, timestamp, window);
      expected.add((id == 13 ? "f " : "p ") + id + " " + timestamp + " " + window);
    }
    assertThat(given, is(List.of()));

    step.finishBundle(new Recorder(step));
    step.teardown();

    assertThat(given, is(expected));
  }

  @Test
  public void aBundleThatWasBrokenOffIsForgotten() throws Exception {
    ScoreFn<Integer> step = step(FakeSource.of(2, 3, FakeRows::score));
    step.setup();
    Instant timestamp = Instant.ofEpochMilli(0);
    IntervalWindow window =
        new IntervalWindow(timestamp, timestamp.plus(org.joda.time.Duration.millis(1)));
    step.startBundle();
    step.processElement(1, timestamp, window);
    step.startBundle();
    step.processElement(2, timestamp, window);

    step.finishBundle(new Recorder(step));
    step.teardown();

    assertThat(given, is(List.of("p 2 " + timestamp + " " + window)));
  }

  @Test
  public void twoStepsOfAProcessShareTheModelAndTheLastOneClosesIt() throws Exception {
    FakeSource source = FakeSource.of(2, 3, FakeRows::score);
    ScoreFn<Integer> first = step(source);
    ScoreFn<Integer> second = SerializableUtils.clone(first);
    first.setup();
    second.setup();

    assertThat(source.counts().opened.get(), is(1));
    first.teardown();
    first.teardown();
    assertThat(source.counts().closed.get(), is(0));
    second.teardown();
    assertThat(source.counts().closed.get(), is(1));
  }

  @Test
  public void aFailureCountsTheAttemptsOfAGuardedModelAsWell() throws Exception {
    // Away for two of the first three attempts, then the row is to blame; halved once.
    AtomicInteger calls = new AtomicInteger();
    FakeSource source =
        FakeSource.of(
            2,
            2,
            (rows, deadline) ->
                calls.incrementAndGet() % 3 == 0
                    ? FakeRows.score(rows, deadline)
                    : CompletableFuture.failedFuture(
                        new ScoringException(ScoringException.Kind.TRANSIENT, "away")));
    ScoreFn<Integer> step = step(guarded(source));
    step.setup();
    step.startBundle();
    IntervalWindow window = new IntervalWindow(Instant.EPOCH, Instant.ofEpochMilli(1));
    step.processElement(13, Instant.EPOCH, window);
    step.processElement(1, Instant.EPOCH, window);
    List<Integer> attempts = new ArrayList<>();
    step.finish(
        (tag, answer, timestamp, in) -> {},
        (tag, answer, timestamp, in) -> attempts.add(answer.getValue().attempts()));
    step.teardown();

    assertThat(attempts, is(List.of(6)));
  }

  @Test
  public void aRowThatFindsTheCircuitOpenCountsTheAttemptsThatWereMade() throws Exception {
    FakeSource source =
        FakeSource.of(
            2,
            1,
            (rows, deadline) ->
                CompletableFuture.failedFuture(
                    new ScoringException(ScoringException.Kind.TRANSIENT, "away")));
    ScoreFn<Integer> step = step(guarded(source));
    step.setup();
    step.startBundle();
    IntervalWindow window = new IntervalWindow(Instant.EPOCH, Instant.ofEpochMilli(1));
    List<Integer> attempts = new ArrayList<>();
    for (int id = 0; id < 4; id++) {
      step.startBundle();
      step.processElement(id, Instant.EPOCH, window);
      step.finish(
          (tag, answer, timestamp, in) -> {},
          (tag, answer, timestamp, in) -> attempts.add(answer.getValue().attempts()));
    }
    step.teardown();

    assertThat(attempts, is(List.of(3, 3, 3, 1)));
  }

  @Test
  public void aStepThatWasNotSetUpSaysSo() {
    ScoreFn<Integer> step = step(FakeSource.of(2, 3, FakeRows::score));

    assertThrows(NullPointerException.class, step::startBundle);
  }

  private static RoutedModel guarded(FakeSource source) {
    return RoutedModel.named("only", source)
        .resilience(
            Resilience.builder()
                .attempts(3)
                .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
                .openFor(Duration.ofHours(1), Duration.ofHours(1))
                .build())
        .build();
  }

  private static ScoreFn<Integer> step(FakeSource source) {
    return step(RoutedModel.named("only", source).build());
  }

  private static ScoreFn<Integer> step(RoutedModel model) {
    return new ScoreFn<>(
        Routing.only(model),
        id -> FakeRows.row(id, id == 13 ? FakeRows.BREAKS : FakeRows.FINE),
        id -> "",
        id -> Duration.ZERO,
        PREDICTIONS,
        FAILURES);
  }

  /** Writes down what a step gives when its bundle ends. */
  private final class Recorder extends DoFn<Integer, KV<Integer, Prediction>>.FinishBundleContext {
    Recorder(DoFn<Integer, KV<Integer, Prediction>> step) {
      step.super();
    }

    @Override
    public PipelineOptions getPipelineOptions() {
      return PipelineOptionsFactory.create();
    }

    @Override
    public void output(KV<Integer, Prediction> output, Instant timestamp, BoundedWindow window) {
      throw new AssertionError("an output without a tag");
    }

    @Override
    public <T> void output(TupleTag<T> tag, T output, Instant timestamp, BoundedWindow window) {
      given.add(tag.getId() + " " + ((KV<?, ?>) output).getKey() + " " + timestamp + " " + window);
    }
  }
}
