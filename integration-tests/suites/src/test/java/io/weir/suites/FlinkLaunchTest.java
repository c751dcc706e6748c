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
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.harness.process.Checkout;
import io.weir.harness.process.ClassPath;
import io.weir.harness.process.CompletedCheckpoint;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.Waiting;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.run.NotDoneException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Topic;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.runner.flink.launch.FlinkRemoteRunner;
import java.io.IOException;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

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

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

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

  /** Each command connects to the cluster anew, and must let go of it. */
  @After
  public void noConnectionStaysOpen() {
    Waiting.until(
        "end of connections",
        PATIENCE,
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("flink-rest-client"))
                .count(),
        threads -> threads == 0);
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

      planned("life.", "fits", 0, "--savepoint-path=" + savepoint.result());
      planned(
          "life.",
          "weir: --maxParallelism is 64, must be 128 to go on from " + savepoint.result(),
          2,
          "--savepoint-path=" + savepoint.result(),
          "--max-parallelism=64");
      planned(
          "life.",
          " holds the state of a step that the pipeline does not have",
          2,
          "--savepoint-path=" + savepoint.result(),
          "--arrival=ON_ARRIVAL");
      planned(
          "life.",
          "weir: --savepointPath is file:///nowhere, and no savepoint is there",
          2,
          "--savepoint-path=file:///nowhere");

      WeirCommand misfit = launch("upgrade", "life.", "--max-parallelism=64");
      assertThat(misfit.toString(), misfit.exitCode(), is(2));
      assertThat(
          misfit.err().get(misfit.err().size() - 1),
          startsWith("weir: --maxParallelism is 64, must be 128 to go on from "));
      WeirCommand unheard = launch("upgrade", "life.", "--max-out-of-orderness=PT2M");
      assertThat(unheard.toString(), unheard.exitCode(), is(2));
      assertThat(
          unheard.err().get(unheard.err().size() - 1),
          startsWith(
              "weir: --maxOutOfOrderness is PT2M, but the job that runs has PT1M, and goes"));
      assertThat(job.state(), is("RUNNING"));

      WeirCommand upgraded = launch("upgrade", "life.", "--parallelism=2");
      assertThat(upgraded.toString(), upgraded.exitCode(), is(0));
      assertThat(
          upgraded.line("slots        "),
          is(
              "2 needed at parallelism 2, 2 free at "
                  + flink.restAddress()
                  + " without the job that is replaced"));
      assertThat(
          upgraded.line("state        of " + job.id() + " fits, as its checkpoint "),
          containsString("/chk-"));
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

  private static void planned(String prefix, String said, int exitCode, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--plan", "--job-name=other"));
    arguments.addAll(Arrays.asList(more));
    WeirCommand plan = launch("launch", prefix, arguments.toArray(new String[0]));
    assertThat(plan.toString(), plan.exitCode(), is(exitCode));
    assertThat(plan.err(), hasItem(containsString(said)));
  }

  /** Nobody has said that no earlier payment comes: it holds back those of the last day. */
  @Test
  public void aJobThatIsDrainedAnswersAllThatItHasTakenIn() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "drained.", 72, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched =
          launch(
              "launch",
              "drained.",
              "--job-name=drained",
              "--consumer-group=drained",
              "--max-out-of-orderness=P1D");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      awaitAnswers(stream, SOME);
      stream.close();
      Map<TopicPartition, Long> ends = ends("drained.");
      Waiting.until("all taken in", PATIENCE, () -> offsets("drained"), ends::equals);
      Set<String> taken = ids(payments("drained."));
      assertThat(answered("drained.").size(), is(lessThan(taken.size())));

      WeirCommand drained = weir("drain", "drained.", "--job-name=drained");

      assertThat(drained.toString(), drained.exitCode(), is(0));
      assertThat(drained.out().get(0), startsWith("FINISHED drained "));
      assertThat(answered("drained."), is(taken));
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

  private static Map<TopicPartition, Long> offsets(String group) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (Admin admin = admin()) {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    }
    return offsets;
  }

  /** Where the partitions of a pipeline's inputs end. */
  private static Map<TopicPartition, Long> ends(String prefix) throws Exception {
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin = admin()) {
      for (Topic topic : new FraudApplication().topics().inputs()) {
        String name = prefix + topic.name();
        int partitions =
            requireNonNull(admin.describeTopics(List.of(name)).allTopicNames().get().get(name))
                .partitions()
                .size();
        for (int i = 0; i < partitions; i++) {
          TopicPartition partition = new TopicPartition(name, i);
          ends.put(
              partition,
              admin
                  .listOffsets(Map.of(partition, OffsetSpec.latest()))
                  .partitionResult(partition)
                  .get()
                  .offset());
        }
      }
    }
    return ends;
  }

  private static Set<String> ids(List<ConsumerRecord<byte[], byte[]>> payments) {
    return payments.stream()
        // A control record has no value.
        .filter(record -> record.value() != null)
        .map(record -> new FraudApplication().eventId("transactions", record.value()))
        .collect(toSet());
  }

  private static Set<String> answered(String prefix) {
    return TopicContent.of(kafka.bootstrapServers(), prefix + "actions").stream()
        .map(record -> FraudRun.action(record).getEventId())
        .collect(toSet());
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

  /** Flink itself takes as many jobs of a name as it is given. */
  @Test
  public void ofTwoJobsThatAreLaunchedUnderOneNameTheLaterGivesWay() throws Exception {
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "twice.", 75, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched = launch("launch", "twice.", "--job-name=twice");
      assertThat(launched.toString(), launched.exitCode(), is(0));
      FlinkJob first = flink.job();

      // As one who looked before the first was there.
      List<String> pipeline =
          List.of(
              "--pipeline=fraud",
              "--jobName=twice",
              "--bootstrapServers=" + kafka.bootstrapServers(),
              "--topicPrefix=twice.");
      List<String> arguments = new ArrayList<>(pipeline);
      arguments.add("--flinkMaster=" + flink.restAddress());
      JobArguments job = JobArguments.of(arguments);
      FlinkRemoteRunner runner = new FlinkRemoteRunner();
      NotDoneException late =
          assertThrows(
              NotDoneException.class,
              () -> runner.submit(job, PackagedJar.flink(), runner.options(job)));
      assertThat(
          late.getMessage(),
          is(
              "--jobName is twice, and a job of that name was launched at the same moment ("
                  + first.id()
                  + "): this one was cancelled"));
      assertThat(flink.job().id(), is(first.id()));
      assertThat(first.state(), is("RUNNING"));

      flink.run(PackagedJar.flink(), List.of(), pipeline);
      WeirCommand several = weir("status", "twice.", "--job-name=twice");
      assertThat(several.exitCode(), is(2));
      assertThat(
          several.err().get(several.err().size() - 1),
          startsWith("weir: --jobName is twice, and several such jobs run; say by --job-id which"));
      WeirCommand stopped = weir("stop", "twice.", "--job-name=twice", "--job-id=" + first.id());
      assertThat(stopped.toString(), stopped.exitCode(), is(0));
      assertThat(first.state(), is("CANCELED"));
      assertThat(weir("stop", "twice.", "--job-name=twice").exitCode(), is(0));
    }
  }

  /** Beam reads the option only together with another, and the profile has its own interval. */
  @Test
  public void whatTheUserSaysOfTheStateIsWhatTheJobDoes() throws Exception {
    Path state = folder.newFolder().toPath();
    String conf = conf("execution.checkpointing.interval: 2 s");
    try (LiveStream stream =
        LiveStream.start(kafka.bootstrapServers(), "state.", 76, CARDS, EVENTS_PER_SECOND)) {
      WeirCommand launched =
          launch(
              "launch",
              "state.",
              "--job-name=state",
              conf,
              "--state-backend-storage-path=" + state.toUri());
      assertThat(launched.toString(), launched.exitCode(), is(0));
      assertThat(
          launched.line("checkpoints  "),
          is(state.toUri() + " can be written on this machine, where all workers are"));
      assertThat(
          launched.line("slots        "),
          is("1 needed at parallelism 1, 2 free at " + flink.restAddress()));
      assertThat(
          launched.err(),
          hasItem(
              "  options: checkpointingInterval=2000 (so in the file of --flinkConfDir, in the"
                  + " place of 1000)"));
      FlinkJob job = flink.job();
      CompletedCheckpoint checkpoint = job.awaitCheckpoint(after -> after.id() > 1, PATIENCE);
      assertThat(Path.of(URI.create(checkpoint.path())).startsWith(state), is(true));
      assertThat(job.checkpointInterval(), is(Duration.ofSeconds(2)));
      assertThat(weir("stop", "state.", "--job-name=state").exitCode(), is(0));
    }
  }

  /** Not the slots are to blame, of which there are enough. */
  @Test
  public void aJobThatFailsAgainAndAgainIsCancelledAndItsReasonIsSaid() throws Exception {
    TopicCreator.on(kafka.bootstrapServers()).create(new FraudApplication().topics(), "failing.");
    WeirCommand failed =
        launch(
            "launch",
            "failing.",
            "--job-name=failing",
            conf("state.backend.rocksdb.localdir: /proc/nowhere"));

    assertThat(failed.toString(), failed.exitCode(), is(1));
    assertThat(
        failed.err().get(failed.err().size() - 1),
        startsWith(
            "weir: the job fails instead of running, and was cancelled; the last failure:"
                + " java.io.IOException: No local storage directories available."));
    assertThat(
        weir("status", "failing.", "--job-name=failing").err(),
        contains("weir: --jobName is failing, and no job of that name runs"));
  }

  private String conf(String... lines) throws IOException {
    Path conf = folder.newFolder().toPath();
    Files.write(conf.resolve("config.yaml"), List.of(lines));
    return "--flink-conf-dir=" + conf;
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
            "--model=" + Checkout.folder().resolve("pipelines/src/main/resources/fraud/model"),
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
    refused(
        "--flink-master is " + kafka.bootstrapServers() + ", but no Flink answers there",
        "--flink-master=" + kafka.bootstrapServers());
    refused("--flink-master is nowhere, must be host:port", "--flink-master=nowhere");
    refused("--flinkConfDir is /proc/none, which cannot be read", "--flink-conf-dir=/proc/none");
    refused(
        "--parallelism is 5, which needs 5 slots, but 2 are free at " + flink.restAddress(),
        "--parallelism=5",
        "--create-topics");
    refused("--model is /nowhere, which cannot be used", "--model=/nowhere");
    refused("--profile is latncy, must be latency or throughput, did you", "--profile=latncy");
    refused(
        "state goes to file:///proc/none, which cannot be written",
        "--state-backend-storage-path=file:///proc/none");
    refused("--password holds a secret", "--password=hunter2");
    refused("--jar is /nowhere.jar, which is no file", "--jar=/nowhere.jar", "--create-topics");
    refused(
        "--jar is " + flink.emptyJar() + ", which is no package for flink: it has no main class",
        "--jar=" + flink.emptyJar(),
        "--plan");
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
