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
package io.weir.harness;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.harness.report.MatrixReport;
import io.weir.harness.stream.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.JUnitCore;
import org.junit.runner.RunWith;

/** How long elements took is measured and reported. */
public final class LatencyTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void reportIntoTheFolder() {
    System.setProperty("weir.matrix.report", folder.getRoot().toString());
  }

  @After
  public void clear() {
    System.clearProperty("weir.matrix.report");
  }

  @Test
  public void percentilesAreThoseOfTheNearestRank() {
    Latency latency = new Latency();
    for (long millis = 100; millis > 0; millis--) {
      latency.add(List.of(millis * 1_000_000));
    }

    assertThat(latency.percentileMillis(50), is(50L));
    assertThat(latency.percentileMillis(99), is(99L));
    assertThat(latency.percentileMillis(100), is(100L));
  }

  @Test
  public void ofNoElementThereIsNone() {
    assertThrows(IllegalStateException.class, () -> new Latency().percentileMillis(50));
  }

  @Test
  public void everyOutputWithTheTimeOfAnElementIsMeasured() throws Exception {
    JsonNode latency = run(Unchanged.class).path("latency");

    assertThat(latency.path("elements").asInt(), is(3));
    long p50 = latency.path("p50Millis").asLong(-1);
    assertThat(0 <= p50 && p50 <= latency.path("p99Millis").asLong(), is(true));
  }

  @Test
  public void anOutputWithATimeThatNoElementHasIsNot() throws Exception {
    assertThat(run(Moved.class).has("latency"), is(false));
  }

  @Test
  public void thePageSaysHowLongTheElementsOfACellTook() throws Exception {
    run(Unchanged.class);
    Path page = folder.newFolder("page").toPath();
    MatrixReport.of(List.of(folder.getRoot().toPath())).writeTo(page);

    assertThat(
        Files.readString(page.resolve("matrix.html")), containsString("3 elements took p50 "));
  }

  private JsonNode run(Class<?> spec) throws IOException {
    assertThat(JUnitCore.runClasses(spec).wasSuccessful(), is(true));
    List<String> cells = Files.readAllLines(folder.getRoot().toPath().resolve("direct.jsonl"));
    return new ObjectMapper().readTree(cells.get(0));
  }

  private static Script<String> words() {
    return Script.of(StringUtf8Coder.of()).at(1, "a").at(2, "b").watermark(3).at(4, "c").build();
  }

  private static void run(Cell cell, UnaryOperator<PCollection<String>> graph) throws Exception {
    cell.job()
        .source("words", words())
        .<String>sink("words", (text, fields) -> fields.key(text))
        .run(
            (pipeline, ends) ->
                graph
                    .apply(pipeline.apply("words", ends.<String>source("words")))
                    .apply("sink", ends.sink("words")));
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class Unchanged {
    @Test
    public void words(Cell cell) throws Exception {
      LatencyTest.run(cell, words -> words);
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class Moved {
    @Test
    public void words(Cell cell) throws Exception {
      LatencyTest.run(
          cell, words -> words.apply("move", WithTimestamps.of(word -> Instant.ofEpochMilli(100))));
    }
  }
}
