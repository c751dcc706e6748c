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

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.Waiting;
import io.weir.pipelines.fraud.FraudApplication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/**
 * The verbs of a job's life, against a Flink cluster of real processes that has Flink's jars and
 * nothing of ours: all else comes with the package.
 */
@Category(LaunchSuite.class)
public final class FlinkLaunchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CARDS = 100;
  private static final double EVENTS_PER_SECOND = 300;
  private static final int SOME = 500;

  private static KafkaProcess kafka;
  private static FlinkCluster flink;

  @BeforeClass
  public static void startServers() throws Exception {
    kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
    flink =
        FlinkCluster.builder()
            .classPath(SessionCluster.flinkJars())
            .taskManagers(2)
            .slotsPerTaskManager(1)
            .managedMemoryPerSlot(128)
            .start();
  }

  @AfterClass
  public static void stopServers() {
    flink.close();
    kafka.close();
  }

  private static WeirCommand weir(String verb, String prefix, String... more) {
    List<String> arguments = new ArrayList<>(List.of(verb, "fraud", "--runner=flink"));
    arguments.addAll(Arrays.asList(more));
    for (String usual :
        List.of(
            "--flink-master=" + flink.restAddress(),
            "--bootstrap-servers=" + kafka.bootstrapServers(),
            "--topic-prefix=" + prefix,
            "--arrival=EVENT_TIME")) {
      String name = usual.replaceFirst("=.*", "=");
      if (arguments.stream().noneMatch(argument -> argument.startsWith(name))) {
        arguments.add(usual);
      }
    }
    return WeirCommand.run(arguments);
  }

  private static WeirCommand launch(String verb, String prefix, String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--jar="))) {
      arguments.add("--jar=" + PackagedJar.flink());
    }
    return weir(verb, prefix, arguments.toArray(new String[0]));
  }

  private static int answers(LiveStream stream) {
    AtomicInteger answers = new AtomicInteger();
    stream.forEachAction(record -> answers.incrementAndGet());
    return answers.get();
  }

  private static void awaitAnswers(LiveStream stream, int more) {
    int now = answers(stream);
    Waiting.until(
        more + " more answers", PATIENCE, () -> answers(stream), found -> found > now + more);
  }

  @Test
  public void aJobIsLaunchedAskedWrittenDownAndUpgradedWithoutATrace() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "life.", 71, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched = launch("launch", "life.", "--parallelism=1");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      FlinkJob job = flink.job();
      assertThat(
          launched.result(), is("http://" + flink.restAddress() + "/#/job/running/" + job.id()));
      assertThat(job.state(), is("RUNNING"));
      assertThat(
          launched.err(),
          hasItem(
              startsWith("  flink: execution.buffer-timeout.interval=1 ms (at Flink's 100 ms")));
      awaitAnswers(stream, SOME);

      WeirCommand status = weir("status", "life.");
      assertThat(status.out().get(0), is("RUNNING weir-fraud " + job.id()));

      // Whoever watches the job sees how far behind it is.
      Waiting.until(
          "committed offsets",
          PATIENCE,
          () -> committed("weir-fraud"),
          partitions -> partitions > 0);

      WeirCommand savepoint = weir("savepoint", "life.");
      assertThat(savepoint.toString(), savepoint.exitCode(), is(0));
      assertThat(
          Files.exists(Path.of(URI.create(savepoint.result())).resolve("_metadata")), is(true));
      assertThat(job.state(), is("RUNNING"));

      WeirCommand second = launch("launch", "life.", "--parallelism=1");
      assertThat(second.exitCode(), is(2));
      assertThat(
          second.err().get(second.err().size() - 1),
          is(
              "weir: --jobName is weir-fraud, and a job of that name runs ("
                  + job.id()
                  + "): upgrade or stop it, or give another name"));

      WeirCommand misfit = launch("upgrade", "life.", "--max-parallelism=64");
      assertThat(misfit.toString(), misfit.exitCode(), is(2));
      assertThat(
          misfit.err().get(misfit.err().size() - 1),
          startsWith("weir: --maxParallelism is 64, must be 128 to go on from "));
      assertThat(job.state(), is("RUNNING"));

      WeirCommand upgraded = launch("upgrade", "life.", "--parallelism=2");
      assertThat(upgraded.toString(), upgraded.exitCode(), is(0));
      assertThat(job.state(), is("FINISHED"));
      FlinkJob next = flink.job();
      assertThat(upgraded.result(), containsString(next.id()));
      awaitAnswers(stream, SOME);

      stream.end();
      next.awaitState("FINISHED"::equals, PATIENCE);
      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("repeated answers", audit.duplicates(), is(0L));
      audit.check(stream.expected());
    }
  }

  /** What it had taken in is answered, and nothing behind that: a beginning of each partition. */
  @Test
  public void aJobThatIsDrainedAnswersWhatItHasTakenIn() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "drained.", 72, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched = launch("launch", "drained.", "--job-name=drained");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      awaitAnswers(stream, SOME);
      int before = answers(stream);

      WeirCommand drained = weir("drain", "drained.", "--job-name=drained");

      assertThat(drained.toString(), drained.exitCode(), is(0));
      assertThat(drained.out().get(0), startsWith("FINISHED drained "));
      assertThat(answers(stream), is(greaterThan(before)));
      assertThat(
          AnsweredPrefix.of(kafka.bootstrapServers(), "drained.").brokenPartitions(), is(empty()));
      assertThat(
          weir("status", "drained.", "--job-name=drained").err(),
          contains("weir: --jobName is drained, and no job of that name runs"));
    }
  }

  /** Where history ends is found out once, and stays so though the next job is not told. */
  @Test
  public void aJobThatWarmsUpHasTheSameHistoryWhenItIsUpgraded() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "warm.", 74, CARDS, EVENTS_PER_SECOND)) {
      Waiting.until("history", PATIENCE, () -> payments("warm.").size(), found -> found > 2 * SOME);
      WeirCommand launched =
          launch("launch", "warm.", "--job-name=warm", "--warm-up-from=earliest");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      String until = launched.line("history      what the topics hold, up to ");
      awaitAnswers(stream, SOME);

      WeirCommand other =
          launch("upgrade", "warm.", "--job-name=warm", "--warm-up-from=history.csv");
      assertThat(other.exitCode(), is(2));
      assertThat(
          other.err().get(other.err().size() - 1),
          startsWith("weir: --warm-up-from is history.csv, but the job that runs has earliest"));

      WeirCommand upgraded = launch("upgrade", "warm.", "--job-name=warm");
      assertThat(upgraded.toString(), upgraded.exitCode(), is(0));
      assertThat(
          upgraded.line("history      as the job has it that runs: earliest, up to "), is(until));
      awaitAnswers(stream, SOME);

      FlinkJob next = flink.job();
      stream.end();
      next.awaitState("FINISHED"::equals, PATIENCE);
      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(historic("warm.", until)));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("repeated answers", audit.duplicates(), is(0L));
      assertThat("wrong answers", audit.wrong(stream.expected()), is(0L));
    }
  }

  /** How many payments stand below where history ends. */
  private static long historic(String prefix, String until) {
    Map<Integer, Long> ends = new HashMap<>();
    for (String end : until.replaceFirst(".*transactions=([0-9,]+).*", "$1").split(",", -1)) {
      ends.put(ends.size(), Long.valueOf(end));
    }
    return payments(prefix).stream()
        .filter(record -> record.offset() < requireNonNull(ends.get(record.partition())))
        // One without a value says that there is no more.
        .filter(record -> record.value() != null)
        .map(record -> new FraudApplication().eventId("", record.value()))
        .distinct()
        .count();
  }

  private static List<ConsumerRecord<byte[], byte[]>> payments(String prefix) {
    return TopicContent.of(kafka.bootstrapServers(), prefix + "transactions");
  }

  @Test
  public void aJobIsStopped() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "stopped.", 73, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched = launch("launch", "stopped.", "--job-name=stopped");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      FlinkJob job = flink.job();

      WeirCommand stopped = weir("stop", "stopped.", "--job-name=stopped");

      assertThat(stopped.toString(), stopped.exitCode(), is(0));
      assertThat(job.state(), is("CANCELED"));
    }
  }

  @Test
  public void topicsThatAreMissingAreMadeOnlyWhereThatIsAskedFor() throws Exception {
    WeirCommand refused = launch("launch", "new.", "--job-name=new");
    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.err().get(refused.err().size() - 1),
        startsWith("weir: topics are missing at " + kafka.bootstrapServers() + ": new."));

    WeirCommand planned = launch("launch", "new.", "--job-name=new", "--create-topics", "--plan");
    assertThat(planned.toString(), planned.exitCode(), is(0));
    assertThat(topics("new."), is(empty()));
    assertThat(flink.jobs().stream().filter(FlinkLaunchTest::isOpen).count(), is(0L));

    WeirCommand launched =
        launch(
            "launch",
            "new.",
            "--job-name=new",
            "--create-topics",
            "--model-refresh=PT10S",
            "--model-topic=new.announced-models");
    assertThat(launched.toString(), launched.exitCode(), is(0));
    assertThat(topics("new.").size(), is(greaterThan(2)));
    assertThat(topics("new."), hasItem("new.announced-models"));
    assertThat(weir("stop", "new.", "--job-name=new").exitCode(), is(0));
  }

  private static boolean isOpen(FlinkJob job) {
    try {
      return !job.hasEnded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int committed(String group) throws Exception {
    try (Admin admin = admin()) {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().size();
    }
  }

  private static Admin admin() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return Admin.create(properties);
  }

  private static List<String> topics(String prefix) throws Exception {
    try (Admin admin = admin()) {
      List<String> names = new ArrayList<>(admin.listTopics().names().get());
      names.removeIf(name -> !name.startsWith(prefix));
      return names;
    }
  }

  @Test
  public void whatIsWrongIsSaidInOneLineBeforeAnythingIsMade() throws Exception {
    refused("unknown option --topicPrefx, did you mean --topicPrefix?", "--topic-prefx=x");
    refused(
        "--flink-master is localhost:1, but no Flink answers there", "--flink-master=localhost:1");
    refused("--flink-master is nowhere, must be host:port", "--flink-master=nowhere");
    refused("--model is /nowhere, which cannot be used", "--model=/nowhere");
    refused("--profile is latncy, must be latency or throughput, did you", "--profile=latncy");
    refused(
        "checkpoints go to file:///proc/none, which cannot be written",
        "--state-backend-storage-path=file:///proc/none");
    refused("--password holds a secret", "--password=hunter2");
    refused("--jar is /nowhere.jar, which is no file", "--jar=/nowhere.jar", "--create-topics");
    assertThat(topics("wrong."), is(empty()));
  }

  private static void refused(String reason, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--job-name=wrong"));
    arguments.addAll(Arrays.asList(more));
    WeirCommand command = launch("launch", "wrong.", arguments.toArray(new String[0]));
    assertThat(command.toString(), command.exitCode(), is(2));
    assertThat(command.err().get(command.err().size() - 1), startsWith("weir: " + reason));
    assertThat(command.out(), is(empty()));
  }
}
