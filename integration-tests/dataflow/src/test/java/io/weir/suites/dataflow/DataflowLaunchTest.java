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
package io.weir.suites.dataflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.Resources;
import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.process.Guide;
import io.weir.launcher.Weir;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.fraud.FraudApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The verbs of a job's life, with Beam's and Google's own clients, against the loopback. */
public final class DataflowLaunchTest {
  private static final String MAIN_CLASS = "io/weir/runner/dataflow/DataflowJob.class";

  private static final Path GUIDE = Path.of("..", "..", "runners", "dataflow", "README.md");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private LoopbackCloud cloud;
  private EmbeddedKafka kafka;
  private Path jar;
  private List<String> out = List.of();
  private List<String> err = List.of();

  @Before
  public void start() throws IOException {
    cloud = LoopbackCloud.start();
    kafka = EmbeddedKafka.started();
    jar = jar(Resources.toByteArray(Resources.getResource(MAIN_CLASS)));
  }

  /** Of a package, what tells whose it is. */
  private static Path jar(byte[] mainClass) throws IOException {
    Path jar = FOLDER.newFile().toPath();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(MAIN_CLASS));
      out.write(mainClass);
    }
    return jar;
  }

  @After
  public void stop() {
    kafka.close();
    cloud.close();
    assertThat(cloud.refused(), is(empty()));
  }

  private int weir(String verb, String... more) {
    List<String> arguments = new ArrayList<>(List.of(verb, "fraud", "--runner=dataflow"));
    arguments.addAll(Arrays.asList(more));
    List<String> usual = new ArrayList<>(cloud.arguments());
    usual.add("--bootstrapServers=" + kafka.bootstrapServers());
    for (String each : usual) {
      if (arguments.stream().noneMatch(argument -> name(argument).equals(name(each)))) {
        arguments.add(each);
      }
    }
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exitCode =
        Weir.execute(
            new PrintStream(results, true, UTF_8),
            new PrintStream(said, true, UTF_8),
            arguments.toArray(new String[0]));
    out = List.of(results.toString(UTF_8).lines().toArray(String[]::new));
    err = List.of(said.toString(UTF_8).lines().toArray(String[]::new));
    return exitCode;
  }

  /** However an option's name is written. */
  private static String name(String argument) {
    return argument.replaceFirst("=.*", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private void launch(String verb, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--jar=" + jar, "--create-topics"));
    arguments.addAll(Arrays.asList(more));
    int exitCode = weir(verb, arguments.toArray(new String[0]));
    assertThat(err.toString(), exitCode, is(0));
  }

  private String complaint() {
    return err.get(err.size() - 1);
  }

  /** But for the package, which is there: building it takes minutes, and other tests do. */
  @Test
  public void theGuidesCommandsLeadFromNothingToAJobAndToItsEnd() throws Exception {
    List<List<String>> commands =
        Guide.read(GUIDE)
            .commands(
                "",
                line ->
                    line.replace("example-project", "weir-test")
                        .replace("gs://example-bucket/", LoopbackCloud.FOLDER)
                        .replace("broker:9092", kafka.bootstrapServers()));
    List<String> done = new ArrayList<>();
    for (List<String> command : commands) {
      assertThat(command.subList(0, 1), contains("./weir"));
      assertThat(command.subList(2, 4), contains("fraud", "--runner=dataflow"));
      List<String> more = new ArrayList<>(command.subList(4, command.size()));
      if (command.get(1).matches("launch|upgrade")) {
        more.add("--jar=" + jar);
      }
      int exitCode = weir(command.get(1), more.toArray(new String[0]));
      assertThat(command + ": " + err, exitCode, is(0));
      done.add(command.get(1) + " " + (out.isEmpty() ? "" : out.get(out.size() - 1)));
    }

    assertThat(
        done,
        contains(
            is("launch "),
            allOf(startsWith("launch "), endsWith("/job-1?project=weir-test")),
            startsWith("status "),
            is("savepoint snapshot-of-job-1"),
            allOf(startsWith("upgrade "), endsWith("/job-2?project=weir-test")),
            startsWith("drain ")));
    assertThat(cloud.jobs().get(1).path("replaceJobId").asText(), is("job-1"));
    assertThat(weir("status"), is(2));
  }

  @Test
  public void aJobIsLaunchedAskedWrittenDownUpgradedAndDrained() {
    launch("launch");
    assertThat(out.get(0), containsString("/dataflow/jobs/europe-west1/job-1"));
    JsonNode job = cloud.jobs().get(0);
    assertThat(job.path("name").asText(), is("weir-fraud"));
    assertThat(
        job.at("/environment/workerPools/0/ipConfiguration").asText(), is("WORKER_IP_PRIVATE"));

    assertThat(weir("status"), is(0));
    assertThat(out.get(0), is("JOB_STATE_RUNNING weir-fraud job-1"));

    assertThat(weir("savepoint"), is(0));
    assertThat(out.get(0), is("snapshot-of-job-1"));

    launch("upgrade", "--max-num-workers=20");
    assertThat(
        err, hasItem(startsWith("state        of job-1, not checked: the service compares")));
    assertThat(cloud.jobs().get(1).path("replaceJobId").asText(), is("job-1"));
    assertThat(weir("status"), is(0));
    assertThat(out.get(0), is("JOB_STATE_RUNNING weir-fraud job-2"));

    assertThat(weir("drain"), is(0));
    assertThat(out.get(0), is("JOB_STATE_DRAINED weir-fraud job-2"));
    assertThat(weir("status"), is(2));
    assertThat(complaint(), is("weir: --jobName is weir-fraud, and no job of that name runs"));
  }

  @Test
  public void aJobThatWarmsUpHasTheSameHistoryWhenItIsUpgraded() {
    TopicCreator.on(kafka.bootstrapServers()).create(new FraudApplication().topics(), "");
    launch("launch", "--warm-up-from=earliest");
    JsonNode first = options(0);
    assertThat(first.path("warmUpUntil").asText(), startsWith("labels=0,"));

    assertThat(weir("upgrade", "--jar=" + jar, "--warm-up-from=history.csv"), is(2));
    assertThat(
        complaint(),
        startsWith("weir: --warm-up-from is history.csv, but the job that runs has earliest"));

    launch("upgrade");
    JsonNode next = options(1);
    assertThat(next.path("warmUpFrom"), is(first.path("warmUpFrom")));
    assertThat(next.path("warmUpUntil"), is(first.path("warmUpUntil")));
  }

  /** Found out now, it would take for history what came since the state was saved. */
  @Test
  public void whereHistoryEndsIsToldToAJobThatGoesOnFromSavedState() {
    TopicCreator.on(kafka.bootstrapServers()).create(new FraudApplication().topics(), "");
    launch("launch");
    assertThat(weir("savepoint"), is(0));
    String[] again = {
      "--job-name=again", "--create-from-snapshot=" + out.get(0), "--warm-up-from=earliest"
    };
    assertThat(weir("launch", again), is(2));
    assertThat(
        complaint(),
        startsWith(
            "weir: --warm-up-from is earliest, but the job goes on from snapshot-of-job-1: give"
                + " --warm-up-until"));

    List<String> told = new ArrayList<>(Arrays.asList(again));
    told.add("--warm-up-until=labels=3,4/transactions=1,2");
    launch("launch", told.toArray(new String[0]));
    assertThat(options(1).path("warmUpUntil").asText(), is("labels=3,4/transactions=1,2"));
  }

  private JsonNode options(int job) {
    return cloud.jobs().get(job).at("/environment/sdkPipelineOptions/options");
  }

  @Test
  public void aJobIsStopped() {
    launch("launch", "--job-name=Other");
    assertThat(weir("stop", "--job-name=Other", "--job-id=job-7"), is(2));
    assertThat(
        complaint(), is("weir: --job-id is job-7, must be that of a job named other: job-1"));
    assertThat(weir("stop", "--job-name=Other"), is(0));
    assertThat(out.get(0), is("JOB_STATE_CANCELLED other job-1"));
  }

  @Test
  public void aPlanIsSaidAndNothingIsMade() {
    assertThat(weir("launch", "--plan", "--create-topics", "--max-num-workers=20"), is(0));

    assertThat(err, hasItem(startsWith("project      weir-test, europe-west1")));
    assertThat(err, hasItem(startsWith("  options: enableStreamingEngine=true (state and timers")));
    assertThat(
        err, hasItem("  options: maxNumWorkers=20 (given as an option, in the place of 10)"));
    assertThat(err, hasItem(containsString("transactions (to be made)")));
    assertThat(cloud.jobs(), is(empty()));
    assertThat(weir("launch", "--plan"), is(2));
    assertThat(complaint(), startsWith("weir: topics are missing at "));
  }

  @Test
  public void whatIsWrongIsSaidInOneLineBeforeAnythingIsMade() throws IOException {
    refused("--project is missing, Dataflow needs it", "--project=");
    refused("--temp-location is missing, Dataflow needs it", "--tempLocation=");
    refused("Dataflow cannot be used so: Invalid GCS URI: nowhere", "--tempLocation=nowhere");
    refused(
        "Dataflow cannot be used so: Output path does not exist or is not writeable: gs://missing",
        "--tempLocation=gs://missing/tmp");
    refused("--jar is /nowhere.jar, which is no file", "--jar=/nowhere.jar", "--plan");
    Path broken = Files.write(FOLDER.newFile().toPath(), new byte[] {1, 2, 3});
    refused("--jar is " + broken + ", which cannot be read: ", "--jar=" + broken, "--plan");
    Path other = jar(new byte[] {1, 2, 3});
    refused(
        "--jar is " + other + ", which is of another build than this launcher (" + MAIN_CLASS,
        "--jar=" + other,
        "--plan");
    refused(
        "--createFromSnapshot is snapshot-of-job-7, which Dataflow does not have: Snapshot not",
        "--create-from-snapshot=snapshot-of-job-7",
        "--plan");
    refused("unknown option --subnetwrk, did you mean --subnetwork?", "--subnetwrk=x");
    refused("--model is /nowhere, which cannot be used", "--model=/nowhere");
    Path history = FOLDER.newFile("history.csv").toPath();
    Files.write(
        history,
        List.of(
            "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID",
            "2024-01-01 08:00:00,1,7,12.50,1,0"));
    refused(
        "--warm-up-from is " + history + ", which the workers cannot read: must be in a bucket",
        "--warm-up-from=" + history);
    assertThat(cloud.jobs(), is(empty()));
  }

  private void refused(String reason, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--create-topics"));
    arguments.addAll(Arrays.asList(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--jar="))) {
      arguments.add("--jar=" + jar);
    }
    assertThat(err.toString(), weir("launch", arguments.toArray(new String[0])), is(2));
    assertThat(complaint(), startsWith("weir: " + reason));
    assertThat(out, is(empty()));
  }
}
