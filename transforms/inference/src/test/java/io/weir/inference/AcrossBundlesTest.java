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
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public final class AcrossBundlesTest {
  private static final org.joda.time.Duration MINUTE = org.joda.time.Duration.standardMinutes(1);
  private static final org.joda.time.Duration SECOND = org.joda.time.Duration.standardSeconds(1);

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  /** GroupIntoBatches of Beam 2.70 loses the second of two that come out of order. */
  @Test
  public void whatWaitsIsNotLateDownstreamWhateverItsOrder() {
    for (List<Integer> order : List.of(List.of(50, 100), List.of(100, 50))) {
      TestStream.Builder<Integer> stream = TestStream.create(VarIntCoder.of());
      stream = stream.advanceWatermarkTo(seconds(40));
      for (int time : order) {
        stream = stream.addElements(TimestampedValue.of(time, seconds(time)));
      }
      PCollection<Integer> kept =
          pipeline
              .apply("in " + order, full(stream))
              .apply("score " + order, score(FakeSource.of(2, 8, FakeRows::score), 8))
              .predictions()
              .apply("ids " + order, Keys.create())
              .apply("minutes " + order, Window.into(FixedWindows.of(MINUTE)))
              .apply("one key " + order, WithKeys.of(0))
              .apply("group " + order, GroupByKey.create())
              .apply("out " + order, ParDo.of(new UngroupFn()));
      PAssert.that(kept).containsInAnyOrder(50, 100);
    }
    pipeline.run();
  }

  @Test
  public void elementsOfManyBundlesAreScoredTogether() {
    FakeSource source = FakeSource.of(2, 8, FakeRows::score);
    TestStream.Builder<Integer> stream = TestStream.create(VarIntCoder.of());
    for (int id = 0; id < 7; id++) {
      stream = stream.addElements(TimestampedValue.of(id, seconds(id)));
    }
    PCollection<String> answers =
        pipeline
            .apply(stream.advanceProcessingTime(MINUTE).advanceWatermarkToInfinity())
            .apply("score", score(source, 3))
            .predictions()
            .apply("look", ParDo.of(new LookFn()));

    PAssert.that(answers)
        .containsInAnyOrder("0 at 0", "1 at 1", "2 at 2", "3 at 3", "4 at 4", "5 at 5", "6 at 6");
    pipeline.run();
    assertThat(source.counts().calls.get(), is(3));
  }

  @Test
  public void aBatchIsFullAlsoByItsBytes() {
    FakeSource source = FakeSource.of(2, 8, FakeRows::score);
    TestStream.Builder<Integer> stream = TestStream.create(VarIntCoder.of());
    for (int id = 0; id < 8; id++) {
      stream = stream.addElements(TimestampedValue.of(id, seconds(id)));
    }
    AcrossBundles settings =
        AcrossBundles.builder().shards(1).maxBytes(18).maxWait(Duration.ofMinutes(5)).build();
    pipeline
        .apply(stream.advanceWatermarkToInfinity())
        .apply(
            "score",
            Score.<Integer>with(source)
                .rows(id -> FakeRows.row(id, FakeRows.FINE))
                .acrossBundles(settings));
    pipeline.run();
    assertThat(source.counts().calls.get(), is(4));
  }

  @Test
  public void theEndOfAWindowAnswersWhatWaitsInIt() {
    List<TimestampedValue<Integer>> input = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < 500; id++) {
      input.add(TimestampedValue.of(id, seconds(id * 7L % 600)));
      ids.add(id);
    }
    PCollection<Integer> answered =
        pipeline
            .apply(Create.timestamped(input))
            .apply(Window.into(FixedWindows.of(MINUTE)))
            .apply("score", score(FakeSource.of(2, 8, FakeRows::score), 16))
            .predictions()
            .apply("check", ParDo.of(new CheckWindowFn()));

    PAssert.that(answered).containsInAnyOrder(ids);
    pipeline.run();
  }

  @Test
  public void theElementsOfAKeyAreInOneShard() {
    PCollection<KV<Integer, Integer>> shards =
        pipeline
            .apply(Create.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
            .apply(ParDo.of(new ShardFn<Integer>(id -> "card-" + id % 3, 1_000)))
            .setCoder(
                KvCoder.of(
                    VarIntCoder.of(), TimestampedValue.TimestampedValueCoder.of(VarIntCoder.of())))
            .apply(
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.integers(), TypeDescriptors.integers()))
                    .via(shard -> KV.of(shard.getValue().getValue() % 3, shard.getKey())));
    PAssert.that(shards.apply(GroupByKey.create()))
        .satisfies(
            groups -> {
              groups.forEach(
                  group ->
                      group
                          .getValue()
                          .forEach(
                              shard -> assertThat(shard, is(group.getValue().iterator().next()))));
              return null;
            });
    pipeline.run();
  }

  @Test
  public void settingsOutOfRangeAreRefused() {
    AcrossBundles.Builder builder = AcrossBundles.builder();

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> builder.shards(0)).getMessage(),
        is("shards is 0; allowed: 1 to 65536"));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> builder.maxWait(Duration.ZERO))
            .getMessage(),
        is("maxWait is PT0S; allowed: 1 ms to PT1H"));
  }

  private static Score<Integer> score(FakeSource source, int rows) {
    return Score.<Integer>with(source)
        .rows(id -> FakeRows.row(id, FakeRows.FINE))
        .acrossBundles(
            AcrossBundles.builder()
                .shards(1)
                .maxRows(rows)
                .maxWait(Duration.ofSeconds(30))
                .build());
  }

  /** The watermark passes the earlier of two, then their time to wait is over. */
  private static TestStream<Integer> full(TestStream.Builder<Integer> stream) {
    return stream
        .advanceWatermarkTo(seconds(90))
        .advanceProcessingTime(SECOND)
        .advanceWatermarkTo(seconds(95))
        .advanceProcessingTime(MINUTE)
        .advanceWatermarkToInfinity();
  }

  private static Instant seconds(long seconds) {
    return Instant.ofEpochMilli(1_000 * seconds);
  }

  private static final class UngroupFn extends DoFn<KV<Integer, Iterable<Integer>>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<Integer>> group, OutputReceiver<Integer> output) {
      group.getValue().forEach(output::output);
    }
  }

  private static final class LookFn extends DoFn<KV<Integer, Prediction>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Prediction> answer,
        @Timestamp Instant timestamp,
        OutputReceiver<String> output) {
      output.output(answer.getKey() + " at " + timestamp.getMillis() / 1_000);
    }
  }

  private static final class CheckWindowFn extends DoFn<KV<Integer, Prediction>, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Prediction> answer,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        OutputReceiver<Integer> output) {
      long time = 1_000 * (answer.getKey() * 7L % 600);
      assertThat(timestamp.getMillis(), is(time));
      assertThat(window.maxTimestamp().getMillis(), is(time / 60_000 * 60_000 + 59_999));
      output.output(answer.getKey());
    }
  }
}
