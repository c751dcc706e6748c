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

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public class GroupInBundleTest {
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void eachObservationLeavesOnceUnderItsKeyAtTheTimeOfItsGroupsEarliest() {
    List<TimestampedValue<KV<String, Observation>>> input = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 2 * GroupInBundleFn.MOST + 5; number++) {
      // Times fall and rise, so that the last element of a full group is not the earliest.
      long time = Examples.START + number * 7919L % 100_003;
      String terminal = "t" + number % 13;
      input.add(Streams.at(Examples.event("e" + number, time, terminal, "c").build()));
      ids.add("e" + number);
    }
    PCollection<String> left =
        groups(Create.timestamped(input), pipeline).apply("check", ParDo.of(new CheckFn()));
    PAssert.that(left)
        .satisfies(
            actual -> {
              Set<String> distinct = new HashSet<>();
              actual.forEach(distinct::add);
              assertThat(distinct.size(), is(Iterables.size(actual)));
              assertThat(distinct, is(Set.copyOf(ids)));
              return null;
            });
    pipeline.run();
  }

  @Test
  public void anElementTimestampThatIsNotTheEventTimeIsRefused() {
    Observation event = Examples.event("late", Examples.START, "t", "c").build();
    groups(
        Create.timestamped(
            TimestampedValue.of(KV.of("t", event), Instant.ofEpochMilli(Examples.START + 1))),
        pipeline);
    Pipeline.PipelineExecutionException failed =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run);
    assertThat(failed.getMessage(), containsString("in EVENT_TIME it must be the event time"));
  }

  private static PCollection<KV<String, List<Observation>>> groups(
      Create.TimestampedValues<KV<String, Observation>> input, Pipeline pipeline) {
    return pipeline
        .apply(input.withCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of())))
        .apply("group", ParDo.of(new GroupInBundleFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(ObservationCoder.of())));
  }

  /** The ids of a group, once its key and its time are right. */
  private static final class CheckFn extends DoFn<KV<String, List<Observation>>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, List<Observation>> group,
        @Timestamp Instant timestamp,
        OutputReceiver<String> ids) {
      long earliest = Long.MAX_VALUE;
      for (Observation observation : group.getValue()) {
        assertThat(observation.entity(0), is(group.getKey()));
        earliest = Math.min(earliest, observation.eventTimeMillis());
        ids.output(observation.eventId());
      }
      assertThat(timestamp.getMillis(), is(earliest));
    }
  }
}
