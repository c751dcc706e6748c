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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** The on-arrival discipline on a runner. */
public class OnArrivalTest {
  private static final long START = Examples.START;
  private static final long DAY = Examples.DAY;
  private static final FeatureSet SET =
      FeatureSet.named("s")
          .entity("terminal")
          .labelled(true)
          .entity("card")
          .feature(Feature.count("count").per("card").over(Duration.ofDays(1)))
          .feature(Feature.labelRate("risk").per("terminal").over(Duration.ofDays(3)))
          .build();
  private static final ComputeFeatures FEATURES =
      ComputeFeatures.of(SET).arrival(Arrival.ON_ARRIVAL);

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void eachEventIsAnsweredFromWhatHasArrived() {
    PAssert.that(
            lines(
                Streams.stream()
                    .addElements(Streams.at(event("a", START + 10)))
                    .addElements(Streams.at(event("b", START)))
                    .addElements(Streams.at(event("c", START + 20)))
                    .advanceWatermarkToInfinity()))
        .containsInAnyOrder(
            line("a", START + 10, 1, 0), line("b", START, 1, 0), line("c", START + 20, 3, 0));
    pipeline.run();
  }

  @Test
  public void aLateEventIsAnsweredAtTheTimestampOfItsElement() {
    Instant reading = Instant.ofEpochMilli(START + DAY / 2);
    Observation late = Examples.event("late", START, "t", "c").values().late(true).build();
    PAssert.that(
            lines(
                Streams.stream()
                    .addElements(Streams.at(event("a", START + DAY / 2)))
                    .advanceWatermarkTo(reading)
                    .addElements(TimestampedValue.of(KV.of("t", late), reading))
                    .addElements(Streams.at(event("b", START + DAY / 2 + 1)))
                    .advanceWatermarkToInfinity()))
        .containsInAnyOrder(
            line("a", START + DAY / 2, 1, 0),
            line("late", START + DAY / 2, 1, 0),
            line("b", START + DAY / 2 + 1, 3, 0));
    pipeline.run();
  }

  @Test
  public void anEventWithAnOldElementTimestampIsAnsweredToo() {
    PAssert.that(
            lines(
                Streams.stream()
                    .addElements(Streams.at(event("a", START + 100 * DAY)))
                    .advanceWatermarkTo(Instant.ofEpochMilli(START + 100 * DAY))
                    .addElements(Streams.at(event("old", START)))
                    .advanceWatermarkToInfinity()))
        .containsInAnyOrder(line("a", START + 100 * DAY, 1, 0), line("old", START, 1, 0));
    pipeline.run();
  }

  @Test
  public void aRepeatIsDroppedAndCountedInTheFirstHopAlone() {
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(event("a", START + DAY)))
            .addElements(Streams.at(event("b", START)))
            .advanceWatermarkToInfinity(),
        line("a", START, 1, 0),
        line("b", START, 2, 0));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.DUPLICATES), is(2L));
  }

  @Test
  public void aLabelCountsOnceItHasArrivedAndOnlyOnce() {
    Observation label = Examples.label("a", START + 10, START, "t", true);
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(event("b", START + 20)))
            .addElements(Streams.at(label), Streams.at(label))
            .addElements(Streams.at(event("c", START + 9)))
            .addElements(Streams.at(event("d", START + 10)))
            .advanceWatermarkToInfinity(),
        line("a", START, 1, 0),
        line("b", START + 20, 2, 0),
        line("c", START + 9, 2, 0),
        line("d", START + 10, 3, 1 / 3.0));
    pipeline.run();
  }

  @Test
  public void aLabelBeforeItsEventWaitsForIt() {
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(Examples.label("a", START + 10, START, "t", true)))
            .addElements(Streams.at(Examples.label("a", START + 10, START, "t", true)))
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(event("b", START + 10)))
            .advanceWatermarkToInfinity(),
        line("a", START, 1, 0),
        line("b", START + 10, 2, 0.5));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.LABELS_DROPPED), is(0L));
  }

  @Test
  public void aLabelOlderThanTheRetentionIsDroppedAndCounted() {
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(Examples.label("a", START + 3 * DAY, START, "t", true)))
            .advanceWatermarkToInfinity(),
        line("a", START, 1, 0));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.LABELS_DROPPED), is(1L));
  }

  @Test
  public void theStateOfAKeyExpiresBehindTheWatermark() {
    long keep = Duration.ofHours(25).toMillis();
    Instant before = Instant.ofEpochMilli(START + DAY - 1);
    Instant after = Instant.ofEpochMilli(START + keep + DAY);
    Observation sees = event("sees", START + 1);
    Observation forgot = event("forgot", START + 2);
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(event("a", START)))
            .advanceWatermarkTo(before)
            .addElements(TimestampedValue.of(KV.of("t", sees), before))
            .advanceWatermarkTo(after)
            .addElements(TimestampedValue.of(KV.of("t", forgot), after))
            .advanceWatermarkToInfinity(),
        line("a", START, 1, 0),
        line("sees", before.getMillis(), 2, 0),
        line("forgot", after.getMillis(), 1, 0));
    pipeline.run();
  }

  @Test
  public void aLabelThatWaitsInVainIsCountedWhenItsStateExpires() {
    pipelineOf(
        Streams.stream()
            .addElements(Streams.at(Examples.label("a", START + 10, START, "t", true)))
            .advanceWatermarkToInfinity());
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.LABELS_DROPPED), is(1L));
  }

  @Test
  public void answersEqualTheDefinitionInTheOrderOfArrival() {
    FeatureSet set = Examples.cardsAndTerminals();
    // One key at each hop: then the order of arrival is one order on any runner.
    List<Observation> arrivals = new ArrayList<>();
    for (Observation observation : Examples.disorder(Examples.random(9, 1, 60), 9, 2 * DAY)) {
      if (observation.entity(0).equals("terminal-0")
          && (observation.isLabel() || observation.entity(1).equals("card-1"))) {
        arrivals.add(observation);
      }
    }
    Oracle oracle = new Oracle(set, DAY, DAY / 24);
    List<String> expected = new ArrayList<>();
    TestStream.Builder<KV<String, Observation>> stream = Streams.stream();
    for (Observation observation : arrivals) {
      double[] vector = oracle.take(observation);
      if (vector != null) {
        expected.add(
            Streams.line(
                "card-1", observation.eventTimeMillis(), observation.withFeatures(vector)));
      }
      stream = stream.addElements(Streams.at(observation));
    }
    PCollection<String> lines =
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply("features", ComputeFeatures.of(set).arrival(Arrival.ON_ARRIVAL))
            .apply("lines", ParDo.of(new Streams.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected);
    pipeline.run();
  }

  private void pipelineOf(TestStream<KV<String, Observation>> stream, String... expected) {
    PAssert.that(lines(stream)).containsInAnyOrder(Arrays.asList(expected));
  }

  private PCollection<String> lines(TestStream<KV<String, Observation>> stream) {
    return pipeline
        .apply(stream)
        .apply("features", FEATURES)
        .apply("lines", ParDo.of(new Streams.Lines()));
  }

  private static String line(String id, long timestamp, double count, double risk) {
    return Streams.line(
        "c", timestamp, event(id, timestamp).withFeatures(new double[] {count, risk}));
  }

  private static Observation event(String id, long time) {
    return Examples.event(id, time, "t", "c").values().build();
  }
}
