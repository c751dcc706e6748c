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
package io.weir.onnx;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.inference.FollowedModel;
import io.weir.inference.Lane;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.inference.SharedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A stream whose model's folder changes while it runs. */
public final class FollowOnnxModelTest {
  private static final int GOOD = -2;
  private static final int BAD = -3;
  private static final Logger LOG = Logger.getLogger("io.weir.inference.FollowingModel");

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void aStreamIsAnsweredByEachVersionInTurnAndABadOneIsRefused() throws Exception {
    Path folder = temporary.getRoot().toPath();
    PublishedModels published = new PublishedModels(folder);
    published.publish("1", PublishedModels.TREES);
    FollowedModel source = published.follow();
    TestStream<Integer> seeds =
        TestStream.create(VarIntCoder.of())
            .addElements(at(0), seeds(1, 70))
            .addElements(at(GOOD))
            .addElements(at(70), seeds(71, 140))
            .addElements(at(BAD))
            .addElements(at(140), seeds(141, 200))
            .advanceWatermarkToInfinity();
    Score.Result<Integer> scored =
        pipeline
            .apply(seeds)
            .apply("publish", ParDo.of(new PublishFn(folder.toString(), source)))
            .apply("score", Score.<Integer>with(source).rows(PublishedModels::row));
    List<KV<Integer, Prediction>> expected = new ArrayList<>();
    addAnswers(expected, "1", 0, PublishedModels.scores(PublishedModels.TREES, 0, 70));
    addAnswers(expected, "2", 70, PublishedModels.scores(PublishedModels.NETWORK, 70, 200));
    PAssert.that(scored.predictions()).containsInAnyOrder(expected);
    PAssert.that(scored.failures()).empty();

    PipelineResult result = pipeline.run();

    assertThat(count(result, "num_model_swaps"), is(1L));
    assertThat(count(result, "num_models_refused"), is(1L));
    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }

  private static void addAnswers(
      List<KV<Integer, Prediction>> answers, String version, int from, float[] scores) {
    for (int index = 0; index < scores.length; index++) {
      answers.add(
          KV.of(
              from + index,
              Prediction.of(scores[index], "published", version, Lane.EMBEDDED, false)));
    }
  }

  private static TimestampedValue<Integer> at(int seed) {
    return TimestampedValue.of(seed, org.joda.time.Instant.EPOCH);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static TimestampedValue<Integer>[] seeds(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(FollowOnnxModelTest::at)
        .toArray(TimestampedValue[]::new);
  }

  private static long count(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(Score.class, name)).build();
    long sum = 0;
    for (var counter : result.metrics().queryMetrics(filter).getCounters()) {
      sum += counter.getCommitted();
    }
    return sum;
  }

  /** Publishes where the stream says so, and goes on when the process has seen it. */
  private static final class PublishFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final FollowedModel source;

    PublishFn(String folder, FollowedModel source) {
      this.folder = folder;
      this.source = source;
    }

    @ProcessElement
    public void process(@Element Integer seed, OutputReceiver<Integer> output) throws Exception {
      PublishedModels published = new PublishedModels(Path.of(folder));
      if (seed >= 0) {
        output.output(seed);
      } else if (seed == GOOD) {
        try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
          published.publish("2", PublishedModels.NETWORK);
          assertThat(PublishedModels.awaitVersion(lease.model(), "2"), is(true));
        }
      } else {
        CompletableFuture<String> line = new CompletableFuture<>();
        Handler handler = handler(line);
        LOG.addHandler(handler);
        try {
          published.publish("3", PublishedModels.TREES, 2);
          line.get(60, TimeUnit.SECONDS);
        } finally {
          LOG.removeHandler(handler);
        }
      }
    }

    private static Handler handler(CompletableFuture<String> line) {
      return new Handler() {
        @Override
        public void publish(LogRecord record) {
          line.complete(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }
  }
}
