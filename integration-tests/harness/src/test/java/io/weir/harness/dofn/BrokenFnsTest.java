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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.joda.time.Instant;
import org.junit.Test;

/** What is broken is found, and shrunk to what cannot be shorter. */
public final class BrokenFnsTest {
  private static final Coder<KV<String, Integer>> NUMBERED =
      KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of());

  @Test
  public void anOutputBehindTheWatermarkIsFound() {
    assertFound(
        numbers(BrokenFns.EarlyFn::new),
        Law.OUTPUT_IS_LATE,
        Schedule.of(Step.watermark(-999), Step.element(0)));
  }

  @Test
  public void aChangedElementIsFound() {
    DoFnSchedules<byte[], Integer> schedules =
        DoFnSchedules.of(BrokenFns.SortInPlaceFn::new)
            .input(ByteArrayCoder.of())
            .mainOutput(VarIntCoder.of())
            .elements(List.of(bytes("ab"), bytes("cb")));
    assertFound(schedules, Law.INPUT_CHANGED, Schedule.of(Step.element(1)));
  }

  @Test
  public void anOutputThatIsReusedIsFound() {
    DoFnSchedules<KV<String, Integer>, List<Integer>> schedules =
        DoFnSchedules.of(BrokenFns.ReuseFn::new)
            .input(NUMBERED)
            .mainOutput(ListCoder.of(VarIntCoder.of()))
            .elements(elements());
    assertFound(schedules, Law.OUTPUT_CHANGED, Schedule.of(Step.element(0), Step.element(1)));
  }

  @Test
  public void stateInAFieldIsFound() {
    DoFnSchedules<KV<String, Integer>, KV<String, Integer>> schedules =
        DoFnSchedules.of(BrokenFns.CountInFieldFn::new)
            .input(NUMBERED)
            .mainOutput(NUMBERED)
            .elements(elements())
            .inOrderOfKeys()
            .sameOrderOfKeys();
    assertFound(
        schedules,
        Law.DIFFERS_FROM_QUIET_RUN,
        Schedule.of(Step.element(0), Step.restore(), Step.element(2)));
  }

  @Test
  public void whatABundleKeepsForTheNextIsFound() {
    assertFound(
        numbers(BrokenFns.PairFn::new),
        Law.DIFFERS_FROM_QUIET_RUN,
        Schedule.of(Step.element(0), Step.restore(), Step.element(1)));
  }

  @Test
  public void aFieldThatSerialisationLosesIsFound() {
    ScheduleFailure failure =
        assertFound(
            numbers(BrokenFns.ForgetfulFn::new), Law.IT_THREW, Schedule.of(Step.element(0)));
    assertThat(failure.getCause(), instanceOf(NullPointerException.class));
  }

  @Test
  public void aSwallowedFailureIsFound() {
    assertFound(
        numbers(BrokenFns.SwallowFn::new),
        Law.FAILURE_SWALLOWED,
        Schedule.of(Step.refuse(0), Step.element(0)));
  }

  @Test
  public void whatIsNotClosedIsFound() {
    assertFound(
        numbers(BrokenFns.UnclosedFn::new).balanced("open", BrokenFns.UnclosedFn.OPEN::get),
        Law.NOT_BALANCED,
        Schedule.of());
  }

  @Test
  public void stateThatNobodyClearsIsFound() {
    ScheduleFailure failure =
        assertFound(
            numbers(BrokenFns.UnpairedFn::new).inOrderOfKeys(),
            Law.STATE_IS_LEFT,
            Schedule.of(Step.element(0)));
    assertThat(failure.getMessage(), containsString("first"));
  }

  @Test
  public void aTimerThatNeverFiresIsFound() {
    ScheduleFailure failure =
        assertFound(
            numbers(BrokenFns.ForgottenTimerFn::new),
            Law.TIMER_IS_LEFT,
            Schedule.of(Step.element(0)));
    assertThat(failure.getMessage(), containsString("flush"));
  }

  @Test
  public void timersWithoutEndAreFound() {
    assertFound(numbers(BrokenFns.LoopFn::new), Law.TIMERS_NEVER_END, Schedule.of(Step.element(0)));
  }

  @Test
  public void aHoldBehindTheWatermarkIsFound() {
    assertFound(
        numbers(BrokenFns.LateHoldFn::new),
        Law.HOLD_IS_LATE,
        Schedule.of(Step.watermark(-999), Step.element(0)));
  }

  @Test
  public void aCoderWithoutOrderIsFound() {
    ScheduleFailure failure =
        assertThrows(
            ScheduleFailure.class,
            () -> numbers(BrokenFns.UnorderedFn::new).stateMayRemain().verify());
    assertThat(failure.violation().law(), is(Law.CODER_IS_NOT_DETERMINISTIC));
    assertThat(failure.schedule().steps().size(), is(3));
  }

  @Test
  public void aRepeatThatIsAnsweredTwiceIsFound() {
    assertFound(
        numbers(EchoFn::new).duplicated(),
        Law.DIFFERS_FROM_QUIET_RUN,
        Schedule.of(Step.element(0), Step.element(0)));
    numbers(EchoFn::new).verify();
  }

  @Test
  public void anElementThatIsNowhereIsFound() {
    assertFound(
        numbers(EchoFn::new)
            .accountingFor(
                KV::getValue,
                output -> output.value().equals(7) ? List.of() : List.of(output.value())),
        Law.NOT_ACCOUNTED_FOR,
        Schedule.of(Step.element(7)));
  }

  @Test
  public void aCheckOfTheUsersIsMadeOnEverySchedule() {
    ScheduleFailure failure =
        assertFound(
            numbers(EchoFn::new).checking(new FewOutputs()),
            Law.CHECK_FAILED,
            Schedule.of(Step.element(0), Step.element(1), Step.element(2)));
    assertThat(failure.getMessage(), containsString("fewer than 3 outputs"));
  }

  @Test
  public void theSameIsFoundEveryTime() {
    DoFnSchedules<KV<String, Integer>, Integer> schedules =
        numbers(BrokenFns.EarlyFn::new).seed(42);
    String first = assertThrows(ScheduleFailure.class, schedules::verify).getMessage();
    String second = assertThrows(ScheduleFailure.class, schedules::verify).getMessage();
    assertThat(second, is(first));
  }

  private static <I, O> ScheduleFailure assertFound(
      DoFnSchedules<I, O> schedules, Law law, Schedule shortest) {
    ScheduleFailure failure = assertThrows(ScheduleFailure.class, schedules::verify);
    assertThat(failure.getMessage(), failure.violation().law(), is(law));
    assertThat(failure.getMessage(), failure.schedule(), is(shortest));
    // It is a schedule of its own, and nothing less breaks the law.
    ScheduleFailure again = assertThrows(ScheduleFailure.class, () -> schedules.verify(shortest));
    assertThat(again.violation().law(), is(law));
    for (int left = 0; left < shortest.steps().size(); left++) {
      List<Step> fewer = new ArrayList<>(shortest.steps());
      fewer.remove(left);
      assertThat(schedules.run(Schedule.of(fewer)).violations(), is(empty()));
    }
    return failure;
  }

  private static DoFnSchedules<KV<String, Integer>, Integer> numbers(
      Supplier<DoFn<KV<String, Integer>, Integer>> fn) {
    return DoFnSchedules.of(fn).input(NUMBERED).mainOutput(VarIntCoder.of()).elements(elements());
  }

  private static List<TimestampedValue<KV<String, Integer>>> elements() {
    List<TimestampedValue<KV<String, Integer>>> elements = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      elements.add(
          TimestampedValue.of(
              KV.of("key-" + number % 2, number), Instant.ofEpochMilli(1_000L * number)));
    }
    return elements;
  }

  private static TimestampedValue<byte[]> bytes(String text) {
    return TimestampedValue.of(text.getBytes(StandardCharsets.UTF_8), Instant.ofEpochMilli(0));
  }

  private static final class EchoFn extends DoFn<KV<String, Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<String, Integer> element, OutputReceiver<Integer> output) {
      output.output(element.getValue());
    }
  }

  private static final class FewOutputs extends TypeSafeMatcher<Outcome<Integer>> {
    @Override
    protected boolean matchesSafely(Outcome<Integer> outcome) {
      return outcome.outputs().size() < 3;
    }

    @Override
    public void describeTo(Description description) {
      description.appendText("fewer than 3 outputs");
    }
  }
}
