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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.inference.FeatureRows;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import io.weir.inference.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** What the README shows compiles, runs, and is what the README shows. */
public class ReadmeExampleTest {
  private static final long NOON = 1_704_110_400_000L;

  @Rule public final TestPipeline pipeline = TestPipeline.create();

  @Test
  public void theExampleScoresEachLoginWithItsOwnHistory() {
    PCollection<KV<String, Observation>> logins =
        pipeline.apply(
            Create.timestamped(login("a", NOON), login("b", NOON + 60_000))
                .withCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of())));

    PCollection<String> scores =
        LoginScoring.score(logins, new CountModel.Source())
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        scored ->
                            scored.getKey().getValue().eventId()
                                + "="
                                + scored.getValue().score()));

    PAssert.that(scores).containsInAnyOrder("a=1.0", "b=2.0");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theReadmeShowsTheExampleAsItIs() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/weir/suites/LoginScoring.java"), UTF_8);
    String example =
        source
            .substring(
                source.indexOf("begin\n") + "begin\n".length(), source.indexOf("  // README: end"))
            .replaceAll("(?m)^  ", "");

    assertThat(Files.readString(Path.of("../../README.md"), UTF_8), containsString(example));
  }

  private static TimestampedValue<KV<String, Observation>> login(String id, long timeMillis) {
    return TimestampedValue.of(
        KV.of("alice", Observation.event(id, timeMillis).entities("alice").values(512).build()),
        Instant.ofEpochMilli(timeMillis));
  }

  /** Scores a login by how many its user made within the hour. */
  private static final class CountModel implements Model {
    private static final ModelDescription DESCRIPTION =
        ModelDescription.named("count")
            .version("1")
            .lane(Lane.RULES)
            .features(List.of("LOGINS_1H"))
            .maxBatch(16)
            .build();

    static final class Source implements ModelSource {
      private static final long serialVersionUID = 1L;

      @Override
      public String id() {
        return "count";
      }

      @Override
      public ModelDescription description() {
        return DESCRIPTION;
      }

      @Override
      public Model open() {
        return new CountModel();
      }
    }

    @Override
    public ModelDescription description() {
      return DESCRIPTION;
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      float[] scores = new float[rows.rows()];
      for (int row = 0; row < scores.length; row++) {
        scores[row] = rows.value(row, 0);
      }
      return CompletableFuture.completedFuture(Scores.of(scores, "1"));
    }

    @Override
    public void close() {}
  }
}
