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
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.weir.harness.dofn.DoFnSchedules;
import io.weir.harness.dofn.Outcome;
import io.weir.harness.dofn.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Test;

/** Each step in thousands of schedules: bundles, order, watermarks, restores, failures. */
public class SchedulesTest {
  private static final long DAY = Examples.DAY;
  private static final Coder<KV<String, Observation>> OBSERVATION =
      KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of());
  private static final Coder<KV<String, List<Observation>>> GROUP =
      KvCoder.of(StringUtf8Coder.of(), ListCoder.of(ObservationCoder.of()));
  private static final FeatureSet SET =
      FeatureSet.named("s")
          .column("AMOUNT")
          .entity("terminal")
          .labelled(true)
          .feature(Feature.count("count").per("terminal").over(Duration.ofDays(1)))
          .feature(Feature.mean("mean", "AMOUNT", 100).per("terminal").over(Duration.ofDays(2)))
          .feature(
              Feature.labelRate("risk")
                  .per("terminal")
                  .over(Duration.ofDays(3))
                  .delayedBy(Duration.ofDays(1)))
          .build();

  @Test
  public void inEventTimeAnswersAreThoseOfTheDefinition() {
    for (int seed = 0; seed < 2; seed++) {
      eventTime(seed).verify();
    }
  }

  @Test
  public void inEventTimeARepeatChangesNothing() {
    for (int seed = 5; seed < 7; seed++) {
      eventTime(seed).duplicated().verify();
    }
  }

  @Test
  public void inEventTimeAnswersThatComeAgainAreTheSame() {
    eventTime(10).keepingOutputsOfFailures().duplicated().verify();
  }

  @Test
  public void inEventTimeTheDirectRunnerIsNoOther() {
    eventTime(11).likeDirect().verify();
  }

  @Test
  public void onArrivalAnswersAreThoseOfTheDefinitionInTheOrderOfArrival() {
    for (int seed = 20; seed < 22; seed++) {
      onArrival(seed).verify();
    }
  }

  @Test
  public void groupsHoldTheObservationsOfTheirBundleAndAreNotLate() {
    DoFnSchedules.of(GroupInBundleFn::new)
        .input(OBSERVATION)
        .mainOutput(GROUP)
        .elements(keyed(random(30)))
        .comparing(output -> output.value().getValue())
        .accountingFor(element -> element.getValue().toString(), SchedulesTest::observationsOfGroup)
        .verify();
  }

  private static DoFnSchedules<KV<String, List<Observation>>, KV<String, Observation>> eventTime(
      int seed) {
    List<Observation> all = random(seed);
    List<TimestampedValue<KV<String, List<Observation>>>> groups = new ArrayList<>();
    for (TimestampedValue<KV<String, Observation>> each : keyed(all)) {
      groups.add(
          TimestampedValue.of(
              KV.of(each.getValue().getKey(), List.of(each.getValue().getValue())),
              each.getTimestamp()));
    }
    return DoFnSchedules.of(() -> new EventTimeFn(new Hop(SET, 0, DAY, 0)))
        .input(GROUP)
        .mainOutput(OBSERVATION)
        .elements(groups)
        .seed(seed)
        .sameOrderOfKeys()
        .checking(outcome -> assertDefined(outcome, all));
  }

  private static void assertDefined(
      Outcome<KV<String, Observation>> outcome, List<Observation> all) {
    List<Observation> come = new ArrayList<>();
    outcome.schedule().elements().forEach(index -> come.add(all.get(index)));
    come.sort(Oracle.ORDER);
    List<String> got = lines(outcome);
    List<String> distinct = new ArrayList<>();
    got.stream().distinct().forEach(distinct::add);
    assertThat(distinct, containsInAnyOrder(expected(come, 0).toArray()));
  }

  private static DoFnSchedules<KV<String, Observation>, KV<String, Observation>> onArrival(
      int seed) {
    List<Observation> all = random(seed);
    long slack = DAY / 24;
    return DoFnSchedules.of(() -> new OnArrivalFn(new Hop(SET, 0, DAY, slack)))
        .input(OBSERVATION)
        .mainOutput(OBSERVATION)
        .elements(keyed(all))
        .seed(seed)
        .duplicated()
        .notComparedWithQuietRun()
        .checking(
            outcome -> {
              List<Observation> come = new ArrayList<>();
              outcome.schedule().elements().forEach(index -> come.add(all.get(index)));
              assertThat(lines(outcome), is(expected(come, slack)));
            });
  }

  /** What the oracle says if they come in this order. */
  private static List<String> expected(List<Observation> come, long slack) {
    Oracle oracle = new Oracle(SET, DAY, slack);
    List<String> lines = new ArrayList<>();
    for (Observation observation : come) {
      double[] vector = oracle.take(observation);
      if (vector != null) {
        lines.add(
            Streams.line(
                observation.entity(0),
                observation.eventTimeMillis(),
                observation.withFeatures(vector)));
      }
    }
    return lines;
  }

  private static List<String> lines(Outcome<KV<String, Observation>> outcome) {
    List<String> lines = new ArrayList<>();
    for (Output<?> output : outcome.outputs()) {
      KV<?, ?> answer = (KV<?, ?>) output.value();
      lines.add(
          Streams.line(
              String.valueOf(answer.getKey()),
              output.timestamp().getMillis(),
              (Observation) answer.getValue()));
    }
    return lines;
  }

  private static List<String> observationsOfGroup(Output<?> output) {
    List<String> observations = new ArrayList<>();
    for (Object observation : (List<?>) ((KV<?, ?>) output.value()).getValue()) {
      observations.add(observation.toString());
    }
    return observations;
  }

  private static List<TimestampedValue<KV<String, Observation>>> keyed(List<Observation> all) {
    List<TimestampedValue<KV<String, Observation>>> keyed = new ArrayList<>();
    for (Observation each : all) {
      keyed.add(
          TimestampedValue.of(
              KV.of(each.entity(0), each), Instant.ofEpochMilli(each.eventTimeMillis())));
    }
    return keyed;
  }

  /** Nine events of two terminals on a grid of half days, and labels for some. */
  private static List<Observation> random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> all = new ArrayList<>();
    for (int number = 0; number < 9; number++) {
      long time = Examples.START + random.nextInt(12) * DAY / 2 + random.nextInt(3) - 1;
      String terminal = "terminal-" + random.nextInt(2);
      String id = "event-" + number;
      all.add(
          Observation.event(id, time)
              .entities(terminal)
              .values(random.nextInt(1_000))
              .sequence(random.nextInt(3))
              .build());
      if (random.nextInt(3) > 0) {
        long known = time + random.nextInt(4) * DAY;
        all.add(
            Observation.label(id, known, time, random.nextBoolean()).entities(terminal).build());
      }
    }
    return all;
  }
}
