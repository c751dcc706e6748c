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

import io.weir.harness.process.CompletedCheckpoint;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.streams.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the processes of a cluster while a job runs, starts others in their place, and says how
 * long the job took each time until it had completed a checkpoint that began after the kill. Such a
 * checkpoint proves that every task runs again. A job that is killed again on purpose before that
 * has no recovery from the first kill.
 */
final class KillRun {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path PROGRESS = Path.of("target", "kill-progress.txt");

  private final FlinkCluster flink;
  private final FlinkJob job;
  private final List<Duration> recoveries = new ArrayList<>();
  private long killedMillis;
  private long killedNanos;
  private boolean recovered = true;

  KillRun(FlinkCluster flink, FlinkJob job) {
    this.flink = flink;
    this.job = job;
  }

  /** Kills so often, and returns when the job has recovered from the last. */
  List<Duration> kill(KillSchedule schedule, int kills) throws Exception {
    job.awaitCheckpoint(checkpoint -> checkpoint.id() > 0, PATIENCE);
    for (int i = 0; i < kills; i++) {
      KillSchedule.Kill kill = schedule.next();
      if (kill.early()) {
        pause(kill.gap().minusNanos(System.nanoTime() - killedNanos));
        recovered = recovered || recoveredMeanwhile();
      } else {
        awaitRecovery();
        pause(kill.gap());
      }
      strike(kill);
    }
    awaitRecovery();
    return recoveries;
  }

  private void strike(KillSchedule.Kill kill) throws Exception {
    String victim;
    if (kill.jobManager()) {
      victim = "JobManager " + flink.killJobManager();
      flink.startJobManager();
    } else {
      int number = kill.choose(candidates());
      flink.killTaskManager(number);
      victim = "TaskManager " + number;
      flink.startTaskManager();
    }
    killedMillis = WallClock.millis();
    killedNanos = System.nanoTime();
    say("kill " + kill.number() + ": " + victim + (kill.early() && !recovered ? ", early" : ""));
    recovered = false;
  }

  /** Those with work; while the job restarts, all that live. */
  private List<Integer> candidates() throws InterruptedException {
    try {
      List<Integer> working = flink.taskManagersOf(job);
      return working.isEmpty() ? flink.taskManagers() : working;
    } catch (IOException e) {
      return flink.taskManagers();
    }
  }

  private boolean proves(CompletedCheckpoint checkpoint) {
    return checkpoint.triggeredMillis() > killedMillis;
  }

  private boolean recoveredMeanwhile() throws InterruptedException {
    try {
      return proves(job.checkpoint());
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitRecovery() {
    if (recovered) {
      return;
    }
    CompletedCheckpoint checkpoint = job.awaitCheckpoint(this::proves, PATIENCE);
    Duration recovery = Duration.ofNanos(System.nanoTime() - killedNanos);
    recoveries.add(recovery);
    recovered = true;
    say("recovered after " + recovery.toMillis() + " ms, " + checkpoint);
  }

  /** The gap is part of the schedule: nothing is waited for. */
  private static void pause(Duration gap) {
    long end = System.nanoTime() + gap.toNanos();
    for (long left = gap.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** To a file that can be followed while the tests run. */
  static void say(String line) {
    try {
      Files.createDirectories(PROGRESS.toAbsolutePath().getParent());
      Files.write(PROGRESS, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("no progress can be written to " + PROGRESS, e);
    }
  }
}
