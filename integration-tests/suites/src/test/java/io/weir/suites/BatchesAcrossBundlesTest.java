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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.inference.AcrossBundles;
import io.weir.inference.FeatureRows;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.inference.Scores;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.launcher.scratch.ScratchFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Rows that wait for rows of other bundles hold the watermark, on every runner. */
@RunWith(Parameterized.class)
public final class BatchesAcrossBundlesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Queue<String> GROUPS = new ConcurrentLinkedQueue<>();

  private final LocalRunner runner;
  private ScratchFolder folder;

  public BatchesAcrossBundlesTest(String runner) {
    this.runner = FraudRun.runner(runner);
  }

  @Parameters(name = "{0}")
  public static Collection<String> runners() {
    return List.of("direct", "flink");
  }

  @Before
  public void createFolder() {
    folder = ScratchFolder.create("suite");
    GROUPS.clear();
  }

  @After
  public void deleteFolder() {
    folder.close();
  }

  /** GroupIntoBatches of Beam 2.70 loses the second of two that come out of order. */
  @Test
  public void rowsOutOfOrderThatWaitWhileTheWatermarkPassesThemAreNotLateDownstream()
      throws Exception {
    AcrossBundles untilTheEnd =
        AcrossBundles.builder().shards(1).maxWait(Duration.ofHours(1)).build();

    assertThat(
        minutes(untilTheEnd, List.of(100, 50, 70, 10)),
        containsInAnyOrder("1: [100, 70]", "0: [50, 10]"));
  }

  @Test
  public void rowsThatWaitedLongEnoughAreGivenOutWhileTheirWindowIsOpen() throws Exception {
    AcrossBundles soon = AcrossBundles.builder().shards(1).maxWait(Duration.ofMillis(1)).build();

    assertThat(minutes(soon, List.of(50, 100)), containsInAnyOrder("0: [50]", "1: [100]"));
  }

  @Test
  public void fullBatchesOfManyShardsLeaveNothingBehind() throws Exception {
    List<Integer> times = new ArrayList<>();
    for (int time = 0; time < 600; time++) {
      times.add(time * 7 % 600);
    }
    AcrossBundles settings =
        AcrossBundles.builder().shards(5).maxRows(7).maxWait(Duration.ofHours(1)).build();

    int seen = 0;
    for (String group : minutes(settings, times)) {
      seen += group.split(",").length;
    }
    assertThat(seen, is(600));
  }

  /** The seconds of a stream by the minutes in which they came out. */
  private Collection<String> minutes(AcrossBundles settings, List<Integer> seconds)
      throws InterruptedException {
    TestStream.Builder<Integer> stream = TestStream.create(VarIntCoder.of());
    for (int second : seconds) {
      stream =
          stream.addElements(TimestampedValue.of(second, Instant.ofEpochMilli(1_000L * second)));
    }
    stream =
        stream
            .advanceWatermarkTo(Instant.ofEpochMilli(90_000))
            .advanceWatermarkTo(Instant.ofEpochMilli(95_000));
    Map<String, String> options =
        new HashMap<>(runner.defaults(RunnerSettings.of(Arrival.EVENT_TIME, 1, folder.path())));
    // Flink lets no watermark pass an open bundle: with large ones none would pass what waits.
    options.replace("maxBundleSize", "1");
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0])).create());
    pipeline
        .apply(stream.advanceWatermarkToInfinity())
        .apply(
            "score",
            Score.<Integer>with(new EchoSource())
                .rows(second -> new float[] {second})
                .keys(second -> "key-" + second % 11)
                .acrossBundles(settings))
        .predictions()
        .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardMinutes(1))))
        .apply(WithKeys.of(0))
        .apply(GroupByKey.create())
        .apply(ParDo.of(new LookFn()));
    try (RunningPipeline running = runner.start(pipeline)) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (running.state() == RunningPipeline.State.RUNNING && System.nanoTime() < end) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(running.state(), is(RunningPipeline.State.FINISHED));
    }
    return GROUPS;
  }

  private static final class LookFn
      extends DoFn<KV<Integer, Iterable<KV<Integer, Prediction>>>, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<KV<Integer, Prediction>>> group, @Timestamp Instant end) {
      List<Integer> seconds = new ArrayList<>();
      group.getValue().forEach(scored -> seconds.add((int) scored.getValue().score()));
      GROUPS.add(end.getMillis() / 60_000 + ": " + seconds);
    }
  }

  private static final class EchoSource implements ModelSource {
    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "echo";
    }

    @Override
    public ModelDescription description() {
      return ModelDescription.named("echo")
          .version("1")
          .lane(Lane.RULES)
          .features(List.of("seconds"))
          .maxBatch(8)
          .build();
    }

    @Override
    public Model open() {
      return new Echo(description());
    }
  }

  /** Scores a row with its only value. */
  private static final class Echo implements Model {
    private final ModelDescription description;

    Echo(ModelDescription description) {
      this.description = description;
    }

    @Override
    public ModelDescription description() {
      return description;
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      float[] scores = new float[rows.rows()];
      for (int row = 0; row < scores.length; row++) {
        scores[row] = rows.value(row, 0);
      }
      return CompletableFuture.completedFuture(Scores.of(scores, description.version()));
    }

    @Override
    public void close() {}
  }
}
