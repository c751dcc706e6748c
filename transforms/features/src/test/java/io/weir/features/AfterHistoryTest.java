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
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.harness.dofn.DoFnSchedules;
import io.weir.harness.dofn.Outcome;
import io.weir.harness.dofn.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** History fills state and is not answered; what follows is answered as if it had been. */
public class AfterHistoryTest {
  private static final long START = Examples.START;
  private static final long DAY = Examples.DAY;
  private static final Instant READING = BoundedWindow.TIMESTAMP_MIN_VALUE;
  private static final Coder<KV<String, Observation>> OBSERVATION =
      KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of());
  private static final Coder<KV<String, List<Observation>>> GROUP =
      KvCoder.of(StringUtf8Coder.of(), ListCoder.of(ObservationCoder.of()));
  private static final FeatureSet HOPS =
      FeatureSet.named("s")
          .entity("terminal")
          .labelled(true)
          .entity("card")
          .feature(Feature.count("visits").per("terminal").over(Duration.ofDays(30)))
          .feature(Feature.count("count").per("card").over(Duration.ofDays(30)))
          .feature(Feature.labelRate("risk").per("terminal").over(Duration.ofDays(30)))
          .build();
  private static final FeatureSet HOP =
      FeatureSet.named("s")
          .column("AMOUNT")
          .entity("terminal")
          .labelled(true)
          .feature(Feature.count("count").per("terminal").over(Duration.ofDays(4)))
          .feature(Feature.mean("mean", "AMOUNT", 100).per("terminal").over(Duration.ofDays(9)))
          .feature(Feature.labelRate("risk").per("terminal").over(Duration.ofDays(9)))
          .build();

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void onArrivalAnEventWaitsForTheHistoryOfBothHopsAndIsAnsweredInOrder() {
    // The history of the card comes by another terminal, so after the first hop let the event go.
    PAssert.that(
            lines(
                Arrival.ON_ARRIVAL,
                Streams.stream()
                    .addElements(
                        Streams.at(event("second", START + 20 * DAY, "t", "c", false)),
                        Streams.at(event("first", START + 10 * DAY, "t", "c", false)))
                    .addElements(
                        reading(event("h1", START, "t", "other", true)),
                        reading(event("h2", START + DAY, "elsewhere", "c", true)),
                        reading(event("h2", START + DAY, "elsewhere", "c", true)),
                        reading(Examples.label("h1", START + 2 * DAY, START, "t", true)))
                    .advanceWatermarkTo(Instant.ofEpochMilli(START))
                    .addElements(Streams.at(event("third", START + 21 * DAY, "t", "c", false)))
                    .addElements(Streams.at(event("h1", START, "t", "other", false)))
                    .advanceWatermarkToInfinity()))
        .containsInAnyOrder(
            line("first", START + 10 * DAY, 2, 2, 0.5),
            line("second", START + 20 * DAY, 3, 3, 1 / 3.0),
            line("third", START + 21 * DAY, 4, 4, 0.25));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.HISTORY_EVENTS), is(2L));
    assertThat(Streams.counted(result, ComputeFeatures.DUPLICATES), is(2L));
  }

  @Test
  public void inEventTimeTheRepeatOfHistoryIsDroppedWhicheverCameFirst() {
    PAssert.that(
            lines(
                Arrival.EVENT_TIME,
                Streams.stream()
                    .addElements(Streams.at(event("h", START, "t", "c", false)))
                    .addElements(Streams.at(event("h", START, "t", "c", true)))
                    .addElements(Streams.at(event("a", START + 1, "t", "c", false)))
                    .advanceWatermarkToInfinity()))
        .containsInAnyOrder(line("a", START + 1, 2, 2, 0));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(Streams.counted(result, ComputeFeatures.HISTORY_EVENTS), is(1L));
    assertThat(Streams.counted(result, ComputeFeatures.DUPLICATES), is(1L));
  }

  @Test
  public void onArrivalInAnyScheduleAnswersAreThoseOfTheDefinitionAfterTheHistory() {
    for (int seed = 0; seed < 3; seed++) {
      onArrival(seed).verify();
      onArrival(seed).likeDirect().verify();
    }
  }

  @Test
  public void inEventTimeInAnyScheduleAnswersAreThoseOfTheDefinitionAfterTheHistory() {
    for (int seed = 10; seed < 12; seed++) {
      eventTime(seed).verify();
    }
  }

  /** What is live of a key comes in the order of its time, but anywhere among the history. */
  private static DoFnSchedules<KV<String, Observation>, KV<String, Observation>> onArrival(
      int seed) {
    List<Observation> all = mixed(seed);
    List<TimestampedValue<KV<String, Observation>>> elements = new ArrayList<>();
    for (Observation each : all) {
      elements.add(each.history() ? reading(each) : Streams.at(each));
    }
    return DoFnSchedules.of(() -> new AfterHistoryFn(new Hop(HOP, 0, DAY, DAY)))
        .input(OBSERVATION)
        .mainOutput(OBSERVATION)
        .elements(elements)
        .seed(seed)
        .inOrderOfKeys()
        .sameOrderOfKeys()
        .checking(outcome -> assertDefined(outcome, all, DAY));
  }

  private static DoFnSchedules<KV<String, List<Observation>>, KV<String, Observation>> eventTime(
      int seed) {
    List<Observation> all = mixed(seed);
    List<TimestampedValue<KV<String, List<Observation>>>> groups = new ArrayList<>();
    for (Observation each : all) {
      groups.add(
          TimestampedValue.of(
              KV.of(each.entity(0), List.of(each)), Instant.ofEpochMilli(each.eventTimeMillis())));
    }
    return DoFnSchedules.of(() -> new EventTimeFn(new Hop(HOP, 0, DAY, 0)))
        .input(GROUP)
        .mainOutput(OBSERVATION)
        .elements(groups)
        .seed(seed)
        .sameOrderOfKeys()
        .checking(outcome -> assertDefined(outcome, all, 0));
  }

  private static void assertDefined(
      Outcome<KV<String, Observation>> outcome, List<Observation> all, long slack) {
    List<Observation> sorted = new ArrayList<>(all);
    sorted.sort(Oracle.ORDER);
    Oracle oracle = new Oracle(HOP, DAY, slack);
    TreeMap<String, String> expected = new TreeMap<>();
    for (Observation each : sorted) {
      double[] vector = oracle.take(each);
      if (vector != null && !each.history()) {
        expected.put(
            each.eventId(),
            Streams.line(each.entity(0), each.eventTimeMillis(), each.withFeatures(vector)));
      }
    }
    assertThat(expected.size(), is(greaterThan(0)));
    TreeMap<String, String> found = new TreeMap<>();
    for (Output<?> output : outcome.outputs()) {
      KV<?, ?> answer = (KV<?, ?>) output.value();
      Observation event = (Observation) answer.getValue();
      found.put(
          event.eventId(),
          Streams.line(String.valueOf(answer.getKey()), output.timestamp().getMillis(), event));
    }
    assertThat(found, is(expected));
  }

  /**
   * History of two terminals, with labels; and later events, in order, of which some come first.
   */
  private static List<Observation> mixed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> all = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      String terminal = "terminal-" + number % 2;
      long time = START + random.nextInt(8) * DAY / 2;
      String id = "history-" + number;
      all.add(
          Observation.event(id, time)
              .entities(terminal)
              .values(random.nextInt(1_000))
              .history(true)
              .build());
      if (random.nextBoolean()) {
        all.add(
            Observation.label(id, time + random.nextInt(3) * DAY, time, true)
                .entities(terminal)
                .history(true)
                .build());
      }
    }
    int place = 0;
    for (int number = 0; number < 5; number++) {
      place += random.nextInt(all.size() - place + 1);
      all.add(
          place,
          Observation.event("live-" + number, START + 6 * DAY + number * (DAY / 3))
              .entities("terminal-" + random.nextInt(2))
              .values(random.nextInt(1_000))
              .build());
      place++;
    }
    return all;
  }

  private static TimestampedValue<KV<String, Observation>> reading(Observation observation) {
    return TimestampedValue.of(KV.of(observation.entity(0), observation), READING);
  }

  private static Observation event(
      String id, long time, String terminal, String card, boolean history) {
    return Examples.event(id, time, terminal, card).values().history(history).build();
  }

  private PCollection<String> lines(
      Arrival arrival, TestStream<KV<String, Observation>> observations) {
    return pipeline
        .apply(observations)
        .apply("features", ComputeFeatures.of(HOPS).arrival(arrival).afterHistory())
        .apply(ParDo.of(new Streams.Lines()));
  }

  private static String line(String id, long time, double visits, double count, double risk) {
    return "c " + id + " " + time + " [" + visits + ", " + count + ", " + risk + "]";
  }
}
