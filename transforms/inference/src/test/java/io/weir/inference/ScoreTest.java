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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public final class ScoreTest {
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void everyElementGetsItsOwnScoreWithModelVersionAndLane() {
    FakeSource source = FakeSource.of(2, 8, FakeRows::score);
    List<Integer> ids = ids(100);
    PCollection<KV<Integer, Prediction>> predictions =
        pipeline.apply(Create.of(ids)).apply(score(source)).predictions();

    PAssert.that(predictions).containsInAnyOrder(expected(source, ids));
    pipeline.run();

    assertThat(source.counts().opened.get(), is(greaterThanOrEqualTo(1)));
    assertThat(source.counts().closed.get(), is(source.counts().opened.get()));
    assertThat(source.counts().mostOpen.get(), is(1));
  }

  @Test
  public void onlyTheRowsThatCannotBeScoredFail() {
    FakeSource source = FakeSource.of(2, 8, FakeRows::score);
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(ids(50)))
            .apply(
                Score.<Integer>with(source)
                    .rows(id -> FakeRows.row(id, id == 7 ? 1 : id == 8 ? 2 : FakeRows.FINE)));

    List<Integer> fine = ids(50);
    fine.removeAll(List.of(7, 8));
    PAssert.that(scored.predictions()).containsInAnyOrder(expected(source, fine));
    PAssert.that(reasons(scored))
        .containsInAnyOrder(
            List.of(KV.of(7, Reason.MODEL_ERROR.name()), KV.of(8, Reason.INVALID_SCORE.name())));
    MetricQueryResults metrics =
        pipeline
            .run()
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(Score.class))
                    .build());

    assertThat(counter(metrics, "num_inferences"), is(48L));
    assertThat(counter(metrics, "num_failed_inferences"), is(2L));
  }

  @Test
  public void aModelThatHangsCostsOnlyItsBatch() {
    FakeSource source = FakeSource.of(2, 1, FakeRows::score);
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(ids(5)))
            .apply(
                Score.<Integer>with(
                        Routing.only(
                            RoutedModel.named("only", source)
                                .deadline(Duration.ofMillis(20))
                                .build()))
                    .rows(id -> FakeRows.row(id, id == 3 ? FakeRows.HANGS : FakeRows.FINE)));

    PAssert.that(scored.predictions()).containsInAnyOrder(expected(source, List.of(0, 1, 2, 4)));
    PAssert.that(reasons(scored))
        .containsInAnyOrder(List.of(KV.of(3, Reason.DEADLINE_EXCEEDED.name())));
    pipeline.run();
  }

  @Test
  public void timestampsAndWindowsAreKept() {
    FakeSource source = FakeSource.of(2, 4, FakeRows::score);
    List<TimestampedValue<Integer>> elements = new ArrayList<>();
    for (int id : ids(20)) {
      // Not in the order of time.
      elements.add(TimestampedValue.of(id, Instant.ofEpochMilli(1_000L * ((id * 7) % 20))));
    }
    PCollection<String> placed =
        pipeline
            .apply(Create.timestamped(elements))
            .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardSeconds(5))))
            .apply(score(source))
            .predictions()
            .apply(ParDo.of(new Place()));

    List<String> expected = new ArrayList<>();
    for (TimestampedValue<Integer> element : elements) {
      long second = element.getTimestamp().getMillis() / 1_000;
      expected.add(element.getValue() + " at " + second + " in " + second / 5 * 5);
    }
    PAssert.that(placed).containsInAnyOrder(expected);
    pipeline.run();
  }

  @Test
  public void aStreamWhoseWatermarkRunsAheadLosesNothing() {
    FakeSource source = FakeSource.of(2, 64, FakeRows::score);
    TestStream<Integer> stream =
        TestStream.create(VarIntCoder.of())
            .addElements(
                TimestampedValue.of(1, Instant.ofEpochMilli(100_000)),
                TimestampedValue.of(2, Instant.ofEpochMilli(50_000)))
            .advanceWatermarkTo(Instant.ofEpochMilli(120_000))
            .addElements(TimestampedValue.of(3, Instant.ofEpochMilli(121_000)))
            .advanceWatermarkToInfinity();
    PCollection<KV<Integer, Prediction>> predictions =
        pipeline
            .apply(stream)
            .apply(score(source))
            .predictions()
            .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardSeconds(60))));

    PAssert.that(predictions).containsInAnyOrder(expected(source, List.of(1, 2, 3)));
    pipeline.run();
  }

  @Test
  public void settingsOutOfRangeAreRefused() {
    RoutedModel.Builder model = RoutedModel.named("only", FakeSource.of(2, 8, FakeRows::score));

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> model.deadline(Duration.ZERO))
            .getMessage(),
        is("deadline is PT0S; allowed: PT0.001S to PT1H"));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> model.maxInFlight(0)).getMessage(),
        is("maxInFlight is 0; allowed: 1 to 1024"));
  }

  @Test
  public void rowsMustBeSet() {
    pipeline.enableAbandonedNodeEnforcement(false);
    PCollection<Integer> input = pipeline.apply(Create.of(1));

    assertThat(
        assertThrows(
                IllegalStateException.class,
                () -> input.apply(Score.with(FakeSource.of(2, 8, FakeRows::score))))
            .getMessage(),
        containsString("rows is not set"));
  }

  private static Score<Integer> score(FakeSource source) {
    return Score.<Integer>with(source).rows(id -> FakeRows.row(id, FakeRows.FINE));
  }

  private static List<Integer> ids(int count) {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      ids.add(id);
    }
    return ids;
  }

  private static List<KV<Integer, Prediction>> expected(FakeSource source, List<Integer> ids) {
    List<KV<Integer, Prediction>> expected = new ArrayList<>();
    for (int id : ids) {
      expected.add(KV.of(id, Prediction.of(source.description(), FakeRows.scoreOf(id))));
    }
    return expected;
  }

  private static PCollection<KV<Integer, String>> reasons(Score.Result<Integer> scored) {
    return scored
        .failures()
        .apply(
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.integers(), TypeDescriptors.strings()))
                .via(failure -> KV.of(failure.getKey(), failure.getValue().reason().name())));
  }

  private static long counter(MetricQueryResults metrics, String name) {
    long sum = 0;
    for (var counter : metrics.getCounters()) {
      if (counter.getName().getName().equals(name)) {
        sum += counter.getAttempted();
      }
    }
    return sum;
  }

  /** Says where in time an element is. */
  private static final class Place extends DoFn<KV<Integer, Prediction>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Prediction> element,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        OutputReceiver<String> output) {
      output.output(
          element.getKey()
              + " at "
              + timestamp.getMillis() / 1_000
              + " in "
              + ((IntervalWindow) window).start().getMillis() / 1_000);
    }
  }
}
