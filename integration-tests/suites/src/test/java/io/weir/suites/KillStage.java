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

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.ZooKeeperProcess;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.streams.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A ZooKeeper, a Kafka and a highly available Flink, each in processes of their own, and the fraud
 * pipeline on them in event-time order. The job takes two of the three TaskManagers, of one slot
 * each, and one of the two JobManagers; the others stand by.
 *
 * <p>All classes are on the class path of the cluster: the pipeline's jars, 250 MB, would have to
 * reach each TaskManager that starts, and be read again there, in the very time that is measured.
 */
final class KillStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final int TASK_MANAGERS = 3;

  /** More than there is time for: a simulation is ended from outside. */
  private static final long ENDLESS = 19_000_000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Application fraud = new FraudApplication();
  private final KafkaProcess kafka;
  private final FlinkCluster flink;
  private boolean warm;

  private KillStage() throws Exception {
    List<Path> classPath = ClassPath.ofThisProcess();
    try {
      ZooKeeperProcess zooKeeper = ZooKeeperProcess.start(classPath, null);
      open.push(zooKeeper);
      kafka = KafkaProcess.start(classPath, null);
      open.push(kafka);
      flink =
          FlinkCluster.builder()
              .classPath(classPath)
              .zooKeeper(zooKeeper.address())
              .jobManagers(2)
              .taskManagers(TASK_MANAGERS)
              .sharingClasses()
              // What is killed every few seconds has no use for Java's second compiler.
              .javaOption("-XX:TieredStopAtLevel=1")
              .start();
      open.push(flink);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  static KillStage set() throws Exception {
    return new KillStage();
  }

  /** A stream, and kills until the schedule is through. */
  KillOutcome killed(String prefix, Load load, KillSchedule schedule, int kills) throws Exception {
    return disturbed(prefix, load, job -> new KillRun(flink, job).kill(schedule, kills));
  }

  /** A stream, in the midst of which the broker is killed, and started again on its data. */
  KillOutcome brokerKilled(String prefix, Load load) throws Exception {
    return disturbed(
        prefix,
        load,
        job -> {
          job.awaitCheckpoint(checkpoint -> checkpoint.id() > 1, PATIENCE);
          long begun = System.nanoTime();
          long begunMillis = WallClock.millis();
          kafka.kill();
          kafka.restart();
          job.awaitCheckpoint(checkpoint -> checkpoint.triggeredMillis() > begunMillis, PATIENCE);
          Duration recovery = Duration.ofNanos(System.nanoTime() - begun);
          KillRun.say("the broker was killed: recovered after " + recovery.toMillis() + " ms");
          return List.of(recovery);
        });
  }

  /**
   * Feeds a stream to a job and disturbs them; then the stream ends, and the job with it: it has
   * read everything, and no lag is left.
   */
  private KillOutcome disturbed(String prefix, Load load, Disturbance disturbance)
      throws Exception {
    String servers = kafka.bootstrapServers();
    TopicCreator.on(servers).create(fraud.topics(), prefix);
    OpenEndedEvents events = OpenEndedEvents.of(load.simulation());
    try (Feeder feeder =
        Feeder.of(events, fraud.topics()).to(servers, prefix).rate(load.rate).start()) {
      FlinkJob job = ClusterJob.over(servers, prefix).submit(flink);
      warm(job);
      List<Duration> recoveries = disturbance.happen(job);
      events.end();
      FraudRun.checkEnded(feeder);
      KillRun.say(events.primary() + " events are written");
      job.awaitState("FINISHED"::equals, PATIENCE);
      KillRun.say("the job is finished");
      int written = Math.toIntExact(events.primary());
      return new KillOutcome(
          ActionAudit.of(servers, prefix + "actions", written),
          ExpectedActions.to(OpenEndedEvents.of(load.simulation(), events.given()), written),
          written,
          recoveries);
    }
  }

  /** Starts anew what stands by, with the classes that the job has made others load. */
  private void warm(FlinkJob job) throws Exception {
    job.awaitCheckpoint(checkpoint -> checkpoint.id() > 1, PATIENCE);
    if (warm) {
      return;
    }
    List<Integer> working = flink.taskManagersOf(job);
    flink.shareClassesOf(working.get(0));
    for (int number : flink.taskManagers()) {
      if (!working.contains(number)) {
        flink.killTaskManager(number);
        flink.startTaskManager();
      }
    }
    flink.awaitTaskManagers(TASK_MANAGERS);
    warm = true;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  /** What happens to a job, and how long it took each time to recover. */
  private interface Disturbance {
    List<Duration> happen(FlinkJob job) throws Exception;
  }

  /** A stream of simulated events. */
  static final class Load {
    private final long seed;
    private final int cards;
    private final int rate;

    /**
     * A stream.
     *
     * @param cards how many cards pay; each does so twice a day of its own time
     * @param rate transactions a second
     */
    Load(long seed, int cards, int rate) {
      this.seed = seed;
      this.cards = cards;
      this.rate = rate;
    }

    private EventSource simulation() {
      return FraudSources.simulate(SimulationSettings.of(seed, ENDLESS), cards);
    }
  }
}
