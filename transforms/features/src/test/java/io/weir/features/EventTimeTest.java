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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** The event-time discipline on a runner. */
public class EventTimeTest {
  private static final long START = Examples.START;
  private static final long DAY = Examples.DAY;
  private static final FeatureSet SET = Examples.cardsAndTerminals();
  private static final ComputeFeatures FEATURES = ComputeFeatures.of(SET);

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void answersEqualTheDefinitionWhateverTheOrderOfArrival() {
    List<Observation> all = Examples.random(5, 1, 40);
    List<String> expected = expected(all);
    for (int seed = 0; seed < 3; seed++) {
      long distance = DAY * seed;
      TestStream<KV<String, Observation>> stream =
          Streams.replay(Examples.disorder(all, seed, distance), Duration.millis(distance));
      PAssert.that(lines(stream, "arrival " + seed)).containsInAnyOrder(expected);
    }
    pipeline.run();
  }

  @Test
  public void boundedInputGivesTheSameAnswers() {
    List<Observation> all = Examples.random(6, 1, 40);
    Collections.shuffle(all, new Random(1));
    List<TimestampedValue<KV<String, Observation>>> input = new ArrayList<>();
    all.forEach(observation -> input.add(Streams.at(observation)));
    PCollection<String> lines =
        pipeline
            .apply(Create.timestamped(input))
            .apply("features", FEATURES)
            .apply("lines", ParDo.of(new Streams.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected(all));
    pipeline.run();
  }

  @Test
  public void labelsOfTheirOwnJoinLikeLabelsAmongTheEvents() {
    List<Observation> all = Examples.random(8, 1, 60);
    List<TimestampedValue<KV<String, Observation>>> events = new ArrayList<>();
    List<TimestampedValue<KV<String, Observation>>> labels = new ArrayList<>();
    all.forEach(each -> (each.isLabel() ? labels : events).add(Streams.at(each)));
    PCollection<KV<String, Observation>> known =
        pipeline.apply("labels", Create.timestamped(labels));
    PCollection<String> lines =
        pipeline
            .apply("events", Create.timestamped(events))
            .apply("features", FEATURES.labels(known))
            .apply("lines", ParDo.of(new Streams.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected(all));
    pipeline.run();
  }

  @Test
  public void theAnswersOfACardAreGivenInTotalOrder() {
    // A count over everything is the place at which the last hop gave the answer: right only if
    // also the first hop held the watermark for each event.
    FeatureSet set =
        FeatureSet.named("places")
            .column("TX_AMOUNT")
            .entity("terminal")
            .labelled(true)
            .entity("card")
            .feature(Feature.count("place").per("card").over(java.time.Duration.ofDays(3000)))
            .build();
    List<Observation> all = Examples.random(7, 1, 40);
    List<Observation> ordered = new ArrayList<>(all);
    ordered.sort(Oracle.ORDER);
    Map<String, Integer> places = new HashMap<>();
    Set<String> ids = new HashSet<>();
    List<String> expected = new ArrayList<>();
    for (Observation event : ordered) {
      if (!event.isLabel() && ids.add(event.eventId())) {
        int place = places.merge(event.entity(1), 1, Integer::sum);
        Observation answer = event.withFeatures(new double[] {place});
        expected.add(Streams.line(event.entity(1), event.eventTimeMillis(), answer));
      }
    }
    PCollection<String> lines =
        pipeline
            .apply(Streams.replay(Examples.disorder(all, 7, DAY), Duration.standardDays(1)))
            .apply("features", ComputeFeatures.of(set))
            .apply("lines", ParDo.of(new Streams.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected);
    pipeline.run();
  }

  @Test
  public void anEventExactlyAtTheWatermarkIsOnTime() {
    Instant now = Instant.ofEpochMilli(START);
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(Streams.at(event("b", START)))
            .advanceWatermarkTo(now)
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(Examples.event("c", START, "t", "c").sequence(-1).build()))
            .advanceWatermarkTo(now.plus(Duration.millis(1)))
            .addElements(Streams.at(event("d", START + 1)))
            .advanceWatermarkToInfinity();
    PAssert.that(counts(stream)).containsInAnyOrder("c 1", "a 2", "b 3", "d 4");
    pipeline.run();
  }

  @Test
  public void nothingIsAnsweredBeforeTheWatermarkHasPassed() {
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(Streams.at(event("b", START + 10)))
            .advanceWatermarkTo(Instant.ofEpochMilli(START + 5))
            .addElements(Streams.at(event("a", START + 5)))
            .advanceWatermarkTo(Instant.ofEpochMilli(START + 8))
            .addElements(Streams.at(event("c", START + 8)))
            .advanceWatermarkToInfinity();
    PAssert.that(counts(stream)).containsInAnyOrder("a 1", "c 2", "b 3");
    pipeline.run();
  }

  @Test
  public void aRepeatIsDroppedAndCounted() {
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(Streams.at(event("a", START)), Streams.at(event("a", START)))
            .advanceWatermarkTo(Instant.ofEpochMilli(START + 5))
            .addElements(Streams.at(event("a", START + DAY)))
            .addElements(Streams.at(event("b", START + DAY)))
            .advanceWatermarkToInfinity();
    PAssert.that(counts(stream)).containsInAnyOrder("a 1", "b 1");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.DUPLICATES), is(2L));
  }

  @Test
  public void aLabelOlderThanTheRetentionIsDroppedAndCounted() {
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(Streams.at(event("a", START)))
            .addElements(Streams.at(Examples.label("a", START + 37 * DAY, START, "t", true)))
            .addElements(Streams.at(Examples.label("a", START + 37 * DAY - 1, START, "t", true)))
            .advanceWatermarkToInfinity();
    PAssert.that(counts(stream)).containsInAnyOrder("a 1");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.LABELS_DROPPED), is(1L));
  }

  @Test
  public void aLabelThatWaitsInVainIsCountedWhenItsStateExpires() {
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(Streams.at(Examples.label("a", START + 10, START, "t", true)))
            .advanceWatermarkToInfinity();
    PAssert.that(counts(stream)).empty();
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.LABELS_DROPPED), is(1L));
  }

  @Test
  public void whatComesBehindTheWatermarkIsRefusedLoudly() {
    TestStream<KV<String, Observation>> stream =
        Streams.stream()
            .addElements(
                TimestampedValue.of(
                    KV.of("t", event("late", START)), Instant.ofEpochMilli(START + 1)))
            .advanceWatermarkToInfinity();
    pipeline.apply(stream).apply("features", FEATURES);
    PipelineExecutionException failed =
        assertThrows(PipelineExecutionException.class, pipeline::run);
    assertThat(failed.getMessage(), containsString("must be the event time"));
  }

  private PCollection<String> lines(TestStream<KV<String, Observation>> stream, String name) {
    return pipeline
        .apply(name, stream)
        .apply(name + " features", FEATURES)
        .apply(name + " lines", ParDo.of(new Streams.Lines()));
  }

  private PCollection<String> counts(TestStream<KV<String, Observation>> stream) {
    return pipeline
        .apply(stream)
        .apply("features", FEATURES)
        .apply("counts", ParDo.of(new Counts()));
  }

  private static List<String> expected(List<Observation> all) {
    List<Observation> ordered = new ArrayList<>(all);
    ordered.sort(Oracle.ORDER);
    Oracle oracle = new Oracle(SET, DAY, 0);
    List<String> lines = new ArrayList<>();
    for (Observation observation : ordered) {
      double[] vector = oracle.take(observation);
      if (vector != null) {
        lines.add(
            Streams.line(
                observation.entity(1),
                observation.eventTimeMillis(),
                observation.withFeatures(vector)));
      }
    }
    return lines;
  }

  private static Observation event(String id, long time) {
    return Examples.event(id, time, "t", "c").build();
  }

  /** The id and the card's count of one day. */
  private static final class Counts extends DoFn<KV<String, Observation>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<String, Observation> element, OutputReceiver<String> output) {
      Observation answer = element.getValue();
      int index = SET.names().indexOf("CUSTOMER_ID_NB_TX_1");
      output.output(answer.eventId() + " " + (int) answer.feature(index));
    }
  }
}
