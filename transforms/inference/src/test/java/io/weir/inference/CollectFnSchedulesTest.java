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
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.weir.harness.dofn.DoFnSchedules;
import io.weir.harness.dofn.Output;
import io.weir.harness.dofn.Schedule;
import io.weir.harness.dofn.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;
import org.joda.time.Instant;
import org.junit.Test;

/** What collects across bundles, in thousands of schedules. */
public final class CollectFnSchedulesTest {
  private static final int ROWS = 3;
  private static final Coder<TimestampedValue<Integer>> ROW =
      TimestampedValueCoder.of(VarIntCoder.of());

  @Test
  public void everyRowIsGivenOutOnceAndNoneIsLate() {
    schedules(2).verify();
  }

  @Test
  public void everyRowIsGivenOutInItsWindow() {
    schedules(2)
        .windowedInto(FixedWindows.of(org.joda.time.Duration.standardSeconds(4)))
        .checking(
            outcome ->
                outcome
                    .outputs()
                    .forEach(
                        output ->
                            rows(output)
                                .forEach(
                                    row ->
                                        assertThat(
                                            output.windows().get(0).maxTimestamp().getMillis(),
                                            is(
                                                row.getTimestamp().getMillis() / 4_000 * 4_000
                                                    + 3_999)))))
        .verify();
  }

  @Test
  public void rowsOfAShardStayInTheOrderOfTheirArrival() {
    schedules(1).inOrder().sameOrderOf(output -> "the shard").verify();
  }

  @Test
  public void theDirectRunnerIsNoOther() {
    schedules(2).likeDirect().verify();
  }

  @Test
  public void aBatchWaitsNoLongerThanItMay() {
    assertThat(
        schedules(1)
            .run(
                Schedule.of(
                    Step.element(0),
                    Step.advance(30_000),
                    Step.element(1),
                    Step.advance(1),
                    Step.element(2)))
            .values()
            .toString(),
        is(List.of(List.of(row(0), row(1)), List.of(row(2))).toString()));
  }

  private static DoFnSchedules<
          KV<Integer, TimestampedValue<Integer>>, List<TimestampedValue<Integer>>>
      schedules(int shards) {
    AcrossBundles settings =
        AcrossBundles.builder()
            .shards(shards)
            .maxRows(ROWS)
            .maxWait(Duration.ofSeconds(30))
            .build();
    List<TimestampedValue<KV<Integer, TimestampedValue<Integer>>>> elements = new ArrayList<>();
    for (int id = 0; id < 10; id++) {
      TimestampedValue<Integer> row = row(id);
      elements.add(TimestampedValue.of(KV.of(id % shards, row), row.getTimestamp()));
    }
    return DoFnSchedules.of(() -> new CollectFn<>(ROW, settings))
        .input(KvCoder.of(VarIntCoder.of(), ROW))
        .mainOutput(ListCoder.of(ROW))
        .elements(elements)
        .comparing(Output::value)
        .accountingFor(KV::getValue, CollectFnSchedulesTest::rows)
        .checking(
            outcome ->
                outcome
                    .values()
                    .forEach(batch -> assertThat(batch.size(), lessThanOrEqualTo(ROWS))));
  }

  private static TimestampedValue<Integer> row(int id) {
    return TimestampedValue.of(id, Instant.ofEpochMilli(1_000L * (id * 7 % 10)));
  }

  @SuppressWarnings("unchecked") // the only output
  private static List<TimestampedValue<Integer>> rows(Output<?> output) {
    return (List<TimestampedValue<Integer>>) output.value();
  }
}
