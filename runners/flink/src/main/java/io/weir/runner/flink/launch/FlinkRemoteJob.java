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
package io.weir.runner.flink.launch;

import static java.util.stream.Collectors.joining;

import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.run.NotDoneException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.jspecify.annotations.Nullable;

/** A job of a Flink cluster. */
final class FlinkRemoteJob implements RemoteJob {
  /** As long as a checkpoint of ours may take. */
  private static final Duration SAVEPOINT = Duration.ofMinutes(20);

  private static final Duration START = Duration.ofMinutes(5);

  /** A job that has failed and not run since will not: what passes by itself has, by then. */
  private static final Duration FAILING = Duration.ofMinutes(1);

  private static final Duration END = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 250;

  private final FlinkAddress address;
  private final JobID id;

  FlinkRemoteJob(FlinkAddress address, JobID id) {
    this.address = address;
    this.id = id;
  }

  @Override
  public String id() {
    return id.toHexString();
  }

  @Override
  public String url() {
    return address.url(id());
  }

  @Override
  public List<String> status() {
    JobDetailsInfo details;
    try (FlinkMaster master = address.connect()) {
      details = details(master);
    }
    List<String> lines = new ArrayList<>();
    lines.add(details.getJobStatus() + " " + details.getName() + " " + id());
    for (JobDetailsInfo.JobVertexDetailsInfo vertex : details.getJobVertexInfos()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-10s %d x %s",
              vertex.getExecutionState(),
              vertex.getParallelism(),
              vertex.getName()));
    }
    lines.add(url());
    return lines;
  }

  /** Beam hands them to the cluster for its page. */
  @Override
  public Map<String, String> options() {
    try (FlinkMaster master = address.connect()) {
      return master.parameters(id);
    }
  }

  private JobDetailsInfo details(FlinkMaster master) {
    return master.ask(master.client().getJobDetails(id));
  }

  /** How many slots it has. */
  int slots(FlinkMaster master) {
    return details(master).getJobVertexInfos().stream()
        .mapToInt(JobDetailsInfo.JobVertexDetailsInfo::getParallelism)
        .max()
        .orElse(0);
  }

  /**
   * Waits until every task runs.
   *
   * @throws NotDoneException if the job ends, or does not run within 5 minutes, or 1 after it has
   *     failed: one line; then it has been cancelled
   */
  void awaitRunning(FlinkMaster master) throws InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      JobDetailsInfo details = details(master);
      if (details.getJobStatus().isGloballyTerminalState()) {
        throw new NotDoneException("the job is " + details.getJobStatus() + failure(master));
      }
      if (details.getJobStatus() == JobStatus.RUNNING && allRun(details)) {
        return;
      }
      long passed = System.nanoTime() - begin;
      String failure = passed > FAILING.toNanos() ? master.latestFailure(id) : null;
      if (failure != null) {
        stop(master);
        throw new NotDoneException(
            "the job fails instead of running, and was cancelled; the last failure: " + failure);
      }
      if (passed > START.toNanos()) {
        stop(master);
        throw new NotDoneException(
            "the job did not run within "
                + START.toMinutes()
                + " minutes ("
                + states(details)
                + ", "
                + master.freeSlots()
                + " slots free), and was cancelled");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean allRun(JobDetailsInfo details) {
    return details.getJobVertexInfos().stream()
        .map(JobDetailsInfo.JobVertexDetailsInfo::getExecutionState)
        .allMatch(state -> state == ExecutionState.RUNNING || state == ExecutionState.FINISHED);
  }

  private static String states(JobDetailsInfo details) {
    Map<ExecutionState, Integer> counts = new TreeMap<>();
    details
        .getJobVertexInfos()
        .forEach(vertex -> counts.merge(vertex.getExecutionState(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(joining(", "));
  }

  private String failure(FlinkMaster master) {
    return master
        .ask(master.client().requestJobResult(id))
        .getSerializedThrowable()
        .map(failure -> ": " + FlinkMaster.reason(failure))
        .orElse("");
  }

  @Override
  public String savepoint() {
    try (FlinkMaster master = address.connect()) {
      return master.await(
          master.client().triggerSavepoint(id, null, SavepointFormatType.CANONICAL), SAVEPOINT);
    }
  }

  /**
   * Stops it with a savepoint; returns when it has ended.
   *
   * @return the savepoint's path
   */
  String suspend() throws InterruptedException {
    return stopWithSavepoint(false);
  }

  @Override
  public void drain() throws InterruptedException {
    stopWithSavepoint(true);
  }

  private String stopWithSavepoint(boolean drain) throws InterruptedException {
    try (FlinkMaster master = address.connect()) {
      String path =
          master.await(
              master.client().stopWithSavepoint(id, drain, null, SavepointFormatType.CANONICAL),
              SAVEPOINT);
      try {
        awaitEnd(master);
      } catch (NotDoneException e) {
        throw new NotDoneException(e.getMessage() + "; its savepoint is " + path, e);
      }
      return path;
    }
  }

  @Override
  public void stop() throws InterruptedException {
    try (FlinkMaster master = address.connect()) {
      stop(master);
    }
  }

  /** Stops it at once; returns when it has ended. */
  void stop(FlinkMaster master) throws InterruptedException {
    master.ask(master.client().cancel(id));
    awaitEnd(master);
  }

  private void awaitEnd(FlinkMaster master) throws InterruptedException {
    long deadline = System.nanoTime() + END.toNanos();
    while (!master.ask(master.client().getJobStatus(id)).isGloballyTerminalState()) {
      if (System.nanoTime() - deadline > 0) {
        throw new NotDoneException(
            "job " + id + " has not ended within " + END.toMinutes() + " minutes");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** The latest checkpoint that it completed; null if there is none, or it is not kept. */
  @Nullable String checkpoint(FlinkMaster master) {
    return master.latestCheckpoint(id);
  }
}
