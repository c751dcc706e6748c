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
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Test;

/** A batcher, right and wrong. */
public final class BatchFnTest {
  @Test
  public void aRightBatcherPasses() {
    System.out.println(schedules(BatchFn.Fault.NONE).verify());
  }

  @Test
  public void aRightBatcherPassesInWindows() {
    schedules(BatchFn.Fault.NONE)
        .windowedInto(FixedWindows.of(Duration.standardSeconds(3)))
        .verify();
  }

  @Test
  public void aRightBatcherPassesWithOutputsThatAreKept() {
    // Batches are cut in another way when they are done again, so that rows come in others.
    schedules(BatchFn.Fault.NONE).keepingOutputsOfFailures().verify();
  }

  @Test
  public void aBatcherThatHoldsForTheFirstIsFound() {
    ScheduleFailure failure = failure(BatchFn.Fault.HOLDS_FOR_THE_FIRST);
    assertThat(failure.violation().law(), is(Law.OUTPUT_IS_LATE));
    assertThat(failure.schedule().steps().size(), is(3));
  }

  @Test
  public void aTimerThatIsLeftIsFound() {
    ScheduleFailure failure = failure(BatchFn.Fault.LEAVES_ITS_TIMER);
    assertThat(failure.violation().law(), is(Law.TIMER_IS_LEFT));
    assertThat(failure.schedule(), is(Schedule.of(Step.element(0))));
  }

  @Test
  public void stateThatIsLeftIsFound() {
    ScheduleFailure failure = failure(BatchFn.Fault.LEAVES_ITS_STATE);
    assertThat(failure.violation().law(), is(Law.STATE_IS_LEFT));
    assertThat(failure.schedule(), is(Schedule.of(Step.element(0))));
  }

  private static ScheduleFailure failure(BatchFn.Fault fault) {
    return assertThrows(ScheduleFailure.class, () -> schedules(fault).verify());
  }

  static DoFnSchedules<KV<String, Integer>, KV<String, List<Integer>>> schedules(
      BatchFn.Fault fault) {
    List<TimestampedValue<KV<String, Integer>>> elements = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      elements.add(
          TimestampedValue.of(
              KV.of("key-" + number % 2, number), Instant.ofEpochMilli(1_000L * number)));
    }
    return DoFnSchedules.of(() -> new BatchFn(fault))
        .input(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
        .mainOutput(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(VarIntCoder.of())))
        .elements(elements)
        .comparing(output -> output.value().getValue())
        .accountingFor(KV::getValue, BatchFnTest::numbers);
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> numbers(Output<?> output) {
    return ((KV<String, List<Integer>>) output.value()).getValue();
  }
}
