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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Test;

/** What each step does. */
public final class SimulationTest {
  @Test
  public void stateOfEveryKindSurvivesARestore() {
    Schedule quiet = Schedule.of(Step.element(0), Step.element(2), Step.element(4));
    Schedule restored =
        Schedule.of(
            Step.element(0),
            Step.restore(),
            Step.element(2),
            Step.snapshot(),
            Step.fail(),
            Step.restore(),
            Step.element(4));
    DoFnSchedules<KV<String, Integer>, String> schedules = schedules(StateKindsFn::new);
    List<String> values = schedules.run(quiet).values();
    assertThat(
        values.get(2),
        is(
            "2 [0, 2] [0, 2] [m0=0, m2=2] [TimestampedValue(0, 1970-01-01T00:00:00.000Z), "
                + "TimestampedValue(2, 1970-01-01T00:00:00.200Z)] 2"));
    assertThat(schedules.run(restored).values(), is(values));
  }

  @Test
  public void aTimerFiresOnceItsTimeHasPassedAndWithinTheOpenBundle() {
    assertThat(
        values(
            Step.element(0),
            Step.watermark(10),
            Step.element(2),
            Step.watermark(211),
            Step.advance(10),
            Step.advance(1)),
        contains(
            "element 0",
            "element 2",
            "event timer of key-0",
            "clock timer of key-0",
            "bundle ends"));
  }

  @Test
  public void onTheDirectRunnerBundlesEndBeforeTheWatermarkAndAfterTimers() {
    assertThat(
        schedules(TimersFn::new)
            .likeDirect()
            .run(Schedule.of(Step.element(0), Step.watermark(11), Step.advance(11)))
            .values(),
        contains(
            "element 0",
            "bundle ends",
            "event timer of key-0",
            "bundle ends",
            "clock timer of key-0",
            "bundle ends"));
  }

  @Test
  public void aSlowReceiverLetsTimePass() {
    assertThat(
        values(Step.element(0), Step.slow(11), Step.element(1), Step.element(2)),
        contains(
            "element 0",
            "element 1",
            "clock timer of key-0",
            "element 2",
            "bundle ends",
            "event timer of key-1",
            "event timer of key-0",
            "bundle ends"));
  }

  @Test
  public void afterAFailureComesAgainWhatCameSinceTheSnapshot() {
    Schedule schedule =
        Schedule.of(
            Step.element(0), Step.snapshot(), Step.element(1), Step.element(2), Step.fail());
    assertThat(
        schedules(EchoFn::new).run(schedule).values(), contains("bundle", "0", "bundle", "1", "2"));
    assertThat(
        schedules(EchoFn::new).keepingOutputsOfFailures().run(schedule).values(),
        contains("bundle", "0", "bundle", "1", "2", "bundle", "1", "2"));
  }

  @Test
  public void aReceiverThatThrowsIsAFailureAtThatOutput() {
    Schedule schedule =
        Schedule.of(Step.refuse(2), Step.element(0), Step.element(1), Step.element(2));
    assertThat(schedules(EchoFn::new).run(schedule).values(), contains("bundle", "0", "1", "2"));
    Outcome<String> outcome = schedules(EchoFn::new).keepingOutputsOfFailures().run(schedule);
    assertThat(outcome.values(), contains("bundle", "0", "bundle", "0", "1", "2"));
    assertThat(outcome.violations(), is(empty()));
  }

  @Test
  public void aTimerThatIsSetAgainHoldsAtItsNewOutputTimestamp() {
    Outcome<KV<String, List<Integer>>> outcome =
        BatchFnTest.schedules(BatchFn.Fault.NONE)
            .run(Schedule.of(Step.element(2), Step.element(0), Step.watermark(60_000)));
    assertThat(outcome.violations(), is(empty()));
    assertThat(outcome.outputs().get(0).timestamp().getMillis(), is(0L));
  }

  @Test
  public void whatComesAfterItsWindowIsDroppedAndSaid() {
    Outcome<String> outcome =
        schedules(StateKindsFn::new)
            .windowedInto(FixedWindows.of(Duration.millis(100)))
            .run(Schedule.of(Step.watermark(101), Step.element(0), Step.element(1)));
    assertThat(outcome.dropped(), contains(KV.of("key-0", 0)));
    assertThat(outcome.values().size(), is(1));
  }

  @Test
  public void stateOfAWindowIsClearedWithIt() {
    Outcome<String> outcome =
        schedules(StateKindsFn::new)
            .windowedInto(FixedWindows.of(Duration.millis(100)))
            .run(Schedule.of(Step.element(0), Step.restore(), Step.element(1)));
    assertThat(outcome.remainingState(), is(empty()));
  }

  @Test
  public void stateOfTheGlobalWindowIsNot() {
    Outcome<String> outcome = schedules(StateKindsFn::new).run(Schedule.of(Step.element(1)));
    assertThat(outcome.remainingState().size(), is(6));
    assertThat(outcome.violations().get(0).law(), is(Law.STATE_IS_LEFT));
  }

  private static List<String> values(Step... steps) {
    return schedules(TimersFn::new).run(Schedule.of(steps)).values();
  }

  private static DoFnSchedules<KV<String, Integer>, String> schedules(
      Supplier<DoFn<KV<String, Integer>, String>> fn) {
    List<TimestampedValue<KV<String, Integer>>> elements = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      elements.add(
          TimestampedValue.of(
              KV.of("key-" + number % 2, number), Instant.ofEpochMilli(100L * number)));
    }
    return DoFnSchedules.of(fn)
        .input(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
        .mainOutput(StringUtf8Coder.of())
        .elements(elements)
        .notComparedWithQuietRun();
  }

  /** Says when a bundle starts, with its first element. */
  private static final class EchoFn extends DoFn<KV<String, Integer>, String> {
    private static final long serialVersionUID = 1L;
    private boolean fresh;

    @StartBundle
    public void start() {
      fresh = true;
    }

    @ProcessElement
    public void process(@Element KV<String, Integer> element, OutputReceiver<String> output) {
      if (fresh) {
        fresh = false;
        output.output("bundle");
      }
      output.output(String.valueOf(element.getValue()));
    }
  }
}
