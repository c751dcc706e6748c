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
package io.weir.harness.execution;

import io.weir.harness.fault.FaultPlan;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.jspecify.annotations.Nullable;

/** One run on a cluster: a job, or two if it is stopped with a savepoint on the way. */
final class FlinkClusterRun implements AutoCloseable {
  private static final int OTHER_PARALLELISM = 3;
  private static final Duration ENDING = Duration.ofMinutes(1);
  private static final String CAUSE = "Caused by: ";

  private final FlinkCluster cluster;
  private final Execution.Graph graph;
  private final Duration patience;
  private final long startNanos = System.nanoTime();
  private @Nullable FlinkJob job;

  FlinkClusterRun(FlinkCluster cluster, Execution.Graph graph, Duration patience) {
    this.cluster = cluster;
    this.graph = graph;
    this.patience = patience;
  }

  /** Gives the graph to the cluster. */
  void submit() throws Exception {
    submit(List.of());
  }

  private void submit(List<String> more) throws Exception {
    List<String> options = new ArrayList<>(more);
    options.add("--flinkMaster=" + cluster.restAddress());
    options.add("--attachedMode=false");
    Pipeline pipeline = graph.with(options);
    // Everything is on the cluster's class path.
    pipeline
        .getOptions()
        .as(FileStagingOptions.class)
        .setFilesToStage(List.of(cluster.emptyJar().toString()));
    Set<String> before = ids(cluster.jobs());
    Bounded.call("the submission", left(), pipeline::run);
    job =
        Waiting.until("submitted job", left(), () -> beyond(before), found -> found.size() == 1)
            .get(0);
  }

  private static Set<String> ids(List<FlinkJob> jobs) {
    Set<String> ids = new HashSet<>();
    jobs.forEach(job -> ids.add(job.id()));
    return ids;
  }

  private List<FlinkJob> beyond(Set<String> before) throws IOException, InterruptedException {
    List<FlinkJob> beyond = new ArrayList<>(cluster.jobs());
    beyond.removeIf(job -> before.contains(job.id()));
    return beyond;
  }

  /**
   * Waits until a fault is due and carries it out; if the job ends before, it does not happen.
   *
   * @param folder of this run
   */
  void carryOut(FaultPlan plan, Path folder) throws Exception {
    Waiting.until(
        "moment for " + plan.fault(),
        left(),
        () -> plan.isDue() || job().hasEnded(),
        dueOrEnded -> dueOrEnded);
    if (!plan.isDue()) {
      return;
    }
    switch (plan.fault()) {
      case WORKER_KILLED:
        killTaskManager(plan);
        return;
      case RESCALED:
        String savepoint = job().stopWithSavepoint(folder.resolve("savepoints"));
        plan.happen();
        submit(List.of("--savepointPath=" + savepoint, "--parallelism=" + OTHER_PARALLELISM));
        return;
      default:
        throw new IllegalArgumentException(plan.fault() + " does not come from outside");
    }
  }

  private void killTaskManager(FaultPlan plan) {
    List<Integer> running =
        Waiting.until(
            "TaskManager that runs " + job(),
            left(),
            () -> cluster.taskManagersOf(job()),
            found -> !found.isEmpty());
    cluster.killTaskManager(running.get(plan.element() % running.size()));
    plan.happen();
    cluster.startTaskManager();
  }

  /**
   * Waits until the job ends by itself.
   *
   * @throws AssertionError if it does not in time, or not well: with what it failed with
   */
  void awaitEnd() throws IOException, InterruptedException {
    Waiting.until("end of " + job(), left(), job()::hasEnded, ended -> ended);
    String state = job().state();
    if (!state.equals("FINISHED")) {
      String trace = job().failure();
      throw new AssertionError(
          job() + " ended as " + state + ": " + innermost(trace) + "\n" + trace);
    }
  }

  /** What Java calls the cause behind all others, in one line. */
  private static String innermost(String trace) {
    String last = "";
    for (String line : trace.split("\n", -1)) {
      if (last.isEmpty() || line.startsWith(CAUSE)) {
        last = line;
      }
    }
    return last.startsWith(CAUSE) ? last.substring(CAUSE.length()) : last;
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    Waiting.until("end of all jobs", ENDING, this::cancelAll, done -> done);
  }

  private boolean cancelAll() throws IOException, InterruptedException {
    for (FlinkJob open : cluster.jobs()) {
      if (!open.hasEnded()) {
        open.cancel();
      }
    }
    return true;
  }

  private FlinkJob job() {
    if (job == null) {
      throw new IllegalStateException("no job was submitted");
    }
    return job;
  }

  private Duration left() {
    Duration left = patience.minusNanos(System.nanoTime() - startNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
