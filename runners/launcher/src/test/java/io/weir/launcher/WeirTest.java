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
package io.weir.launcher;

import static io.weir.launcher.testing.Captured.weir;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.launcher.testing.Captured;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WeirTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  /** Refused: exit code 2, one line on standard error, nothing on standard output. */
  private static void refused(String line, String... arguments) {
    Captured captured = weir(arguments);
    assertThat(captured.err(), contains(containsString(line)));
    assertThat(captured.out(), is(empty()));
    assertThat(captured.exitCode(), is(2));
  }

  /** Who reads it can do something about the reason, and nothing about an exception. */
  @Test
  public void whatCouldNotBeDoneIsOneLineWithoutTheNameOfAnException() {
    System.setProperty("weir.home", folder.getRoot().getPath());
    System.setProperty("weir.maven", "false");
    try {
      Captured captured = weir("package", "flink");
      assertThat(
          captured.err(),
          hasItem(
              "weir: the build failed; all of it is in "
                  + folder.getRoot().toPath().resolve(".weir/package.log")));
      assertThat(captured.exitCode(), is(1));
    } finally {
      System.clearProperty("weir.home");
      System.clearProperty("weir.maven");
    }
  }

  @Test
  public void anUnknownVerbIsRefused() {
    refused("fly", "fly");
  }

  @Test
  public void anUnknownPipelineIsRefused() {
    refused("PIPELINE is nothing, must be", "run", "nothing");
  }

  @Test
  public void anUnknownRunnerIsRefused() {
    refused("--runner is samza, must be direct or flink", "run", "echo", "--runner=samza");
  }

  @Test
  public void anUnknownOptionIsRefused() {
    refused(
        "unknown option --evnts, did you mean --events?", "run", "echo", "--no-page", "--evnts=5");
    refused("unknown option --no-pages, did you mean --no-page?", "run", "echo", "--no-pages");
    refused("unexpected argument more", "run", "echo", "more", "--no-page");
  }

  @Test
  public void aValueOfTheWrongTypeIsRefused() {
    refused("--events", "run", "echo", "--events=many");
    refused("must be on-arrival or event-time", "run", "echo", "--arrival=never");
    refused("targetParallelism", "run", "echo", "--no-page", "--targetParallelism=x");
  }

  @Test
  public void aValueOutOfItsRangeIsRefused() {
    refused("--events is 0, must be at least 1", "run", "echo", "--events=0");
    refused("--rate is -1", "run", "echo", "--rate=-1");
    refused("--parallelism is 0, must be at least 1", "run", "echo", "--parallelism=0");
    refused("--page-port is 70000", "run", "echo", "--page-port=70000");
    refused("ISO-8601", "run", "echo", "--no-page", "--max-out-of-orderness=soon");
    refused("must be above zero", "run", "echo", "--no-page", "--deduplicate-within=PT0S");
  }

  @Test
  public void contradictionsAreRefused() {
    refused("--no-page", "run", "echo", "--no-page", "--page-port=1");
    refused("--simulate and --input", "run", "echo", "--simulate", "--input=x");
  }

  @Test
  public void whatTheLauncherSetsCannotBeGiven() {
    refused("--topicPrefix cannot be given", "run", "echo", "--no-page", "--topicPrefix=x.");
    refused("--watermarkFrom cannot be given", "run", "echo", "--no-page", "--watermarkFrom=CLOCK");
  }

  @Test
  public void whatTheKafkaInsideCannotDoIsRefused() {
    refused(
        "--kafka-settings has security.protocol SSL, but the Kafka inside this process takes all who"
            + " come",
        "run",
        "echo",
        "--no-page",
        "--kafka-settings={\"security.protocol\": \"SSL\"}");
  }

  @Test
  public void historyThatIsNotThereIsRefused() {
    refused(
        "--warm-up-from is earliest, but this run makes topics of its own",
        "run",
        "fraud",
        "--no-page",
        "--warm-up-from=earliest");
    refused(
        "nowhere.csv, which does not exist, must be a CSV file",
        "run",
        "fraud",
        "--no-page",
        "--warm-up-from=nowhere.csv");
  }

  @Test
  public void aModelThatIsNotThereIsRefused() {
    refused("--model is nowhere, has no manifest", "run", "echo", "--no-page", "--model=nowhere");
    refused(
        "--model is broken, which cannot be used: model.json has no thresholds",
        "run",
        "echo",
        "--no-page",
        "--model=broken");
  }

  @Test
  public void anInputThatCannotBeReadIsRefused() {
    refused("--input is no-such-file", "run", "echo", "--no-page", "--input=no-such-file");
  }

  @Test
  public void anOutputThatCannotBeWrittenIsRefused() {
    refused("--output is no/such/file", "run", "echo", "--no-page", "--output=no/such/file");
    refused("must be a file", "run", "echo", "--no-page", "--output=" + folder.getRoot());
  }

  @Test
  public void aPortInUseIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused("which is in use", "run", "echo", "--page-port=" + taken.getLocalPort());
    }
  }

  @Test
  public void aKafkaThatDoesNotAnswerIsRefused() {
    refused(
        "no Kafka answers there", "run", "echo", "--no-page", "--bootstrap-servers=127.0.0.1:1");
    refused("must be host:port", "run", "echo", "--no-page", "--bootstrap-servers=x");
  }

  @Test
  public void anUnknownSuiteOrBenchmarkIsRefused() {
    refused(
        "SUITE is most, must be all, triton, matrix, kill, session, launch, terraform or handbook",
        "test",
        "most");
    refused("--kills is 0, must be at least 1", "test", "kill", "--kills=0");
    refused("--runs is 9, must be at least 10", "test", "session", "--runs=9");
    refused("NAME is speed, must be echo", "bench", "speed");
    refused("--pairs is -1", "bench", "echo", "--pairs=-1");
  }

  @Test
  public void aBaselineThatIsNoReleaseIsRefused() {
    refused(
        "--baseline is " + folder.getRoot() + ", must hold one release, but has [] in io/weir/",
        "package",
        "library",
        "--baseline=" + folder.getRoot());
    refused("--baseline is x, belongs to library only", "package", "managed-flink", "--baseline=x");
  }

  @Test
  public void helpSaysWhatThereIs() {
    Captured help = weir("--help");
    assertThat(help.exitCode(), is(0));
    for (String verb : List.of("run", "test", "bench", "doctor")) {
      assertThat(help.out(), hasItem(containsString("  " + verb)));
      assertThat(weir(verb, "--help").exitCode(), is(0));
    }
  }

  @Test
  public void benchPrintsTheArrayAndNothingElse() throws Exception {
    Captured captured = weir("bench", "echo", "--json");
    assertThat(captured.exitCode(), is(0));
    assertThat(captured.out().size(), is(1));
    JsonNode array = new ObjectMapper().readTree(captured.out().get(0));
    assertThat(
        array.get(0).toString(),
        is(
            "{\"name\":\"echo\",\"case\":\"fast\",\"ours\":8.0,\"peer\":10.0,\"unit\":\"events/s\","
                + "\"ratio\":0.8,\"spread\":0.1,\"target\":0.7,\"met\":true}"));
    assertThat(array.get(1).get("met").isNull(), is(true));
    assertThat(array.get(1).get("reason").asText(), is("two cores only"));
    assertThat(array.get(1).get("ratio").asDouble(), is(1.5));
  }

  @Test
  public void benchWithoutJsonPrintsATable() {
    Captured captured = weir("bench", "echo");
    assertThat(captured.out().get(0), containsString("target"));
    assertThat(captured.out().get(1), allOf(containsString("fast"), containsString("met")));
    assertThat(weir("bench").out(), contains(containsString("nothing beside nothing")));
  }

  @Test
  public void theDoctorSaysOneLineForEachThing() {
    Captured captured = weir("doctor");
    assertThat(captured.out(), hasItem(allOf(containsString("has"), containsString("JDK"))));
    assertThat(captured.out().size(), is(greaterThan(5)));
  }

  @Test
  public void aRunAnswersEverythingAndEndsWithItsSummary() throws Exception {
    Path output = folder.getRoot().toPath().resolve("answers.jsonl");
    Captured captured =
        weir("run", "echo", "--events=100", "--rate=0", "--page-port=0", "--output=" + output);
    assertThat(String.join("\n", captured.err()), captured.exitCode(), is(0));
    assertThat(captured.out().size(), is(1));
    JsonNode summary = new ObjectMapper().readTree(captured.out().get(0));
    assertThat(summary.get("in").asLong(), is(100L));
    assertThat(summary.get("out").asLong(), is(95L));
    assertThat(summary.get("dead_letters").asLong(), is(5L));
    assertThat(summary.get("label_dead_letters").asLong(), is(0L));
    assertThat(summary.get("duplicates").asLong(), is(0L));
    assertThat(summary.get("lanes").toString(), is("{\"embedded\":95}"));
    assertThat(summary.get("p50_ms").isNumber(), is(true));
    assertThat(summary.get("events_per_second").asDouble(), is(greaterThan(0.0)));
    assertThat(Files.readAllLines(output).size(), is(95));
    assertThat(captured.err(), hasItem(containsString("page: http://localhost:")));
  }
}
