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

import static java.util.stream.Collectors.toList;

import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.launch.RemoteRunner;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WeirOptions;
import io.weir.runner.flink.FlinkJob;
import io.weir.runner.flink.FlinkProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * Gives our package to a Flink cluster through its REST interface, as {@code flink run} would, with
 * the settings of a {@link FlinkProfile}.
 *
 * <p>{@code flinkMaster} says where the cluster is; {@code flinkConfDir} may hold Flink's settings
 * of how to reach it, such as those of TLS.
 */
public final class FlinkRemoteRunner implements RemoteRunner {
  /** The package is more than a hundred MiB, and its way may be a slow one. */
  private static final Duration UPLOAD = Duration.ofMinutes(15);

  /** The cluster keeps a checkpoint only until the next one, which may be a second. */
  private static final int LOOKS = 20;

  /** Used by {@code ServiceLoader}. */
  public FlinkRemoteRunner() {}

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public Profile profile(JobArguments job) {
    return FlinkProfile.named(job.profile());
  }

  @Override
  public WeirOptions options(JobArguments job) {
    return FlinkJob.options(job);
  }

  @Override
  public List<String> check(WeirOptions options) {
    List<String> found = new ArrayList<>();
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    try (FlinkMaster master = master(options)) {
      int free = master.freeSlots();
      found.add("slots        " + free + " free at " + flink.getFlinkMaster());
      String checkpoints = flink.getStateBackendStoragePath();
      if (checkpoints == null) {
        checkpoints = master.setting(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
      }
      if (checkpoints == null) {
        throw new InvalidSettingException(
            "checkpoints have no place: neither --stateBackendStoragePath is given nor does the"
                + " cluster have state.checkpoints.dir");
      }
      found.add("checkpoints  " + CheckpointPath.check(checkpoints));
    }
    return found;
  }

  @Override
  public RemoteJob submit(JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    String savepoint = options.as(FlinkPipelineOptions.class).getSavepointPath();
    JobGraph graph = graph(job, jar, options, savepoint);
    if (savepoint != null && !losesState(options)) {
      SavepointFit.check(graph, savepoint);
    }
    return submit(graph, options);
  }

  @Override
  public RemoteJob upgrade(RemoteJob running, JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    FlinkRemoteJob old = (FlinkRemoteJob) running;
    // All that takes time comes before: the cluster keeps a checkpoint until the next is done.
    JobGraph next = graph(job, jar, options, null);
    if (!losesState(options)) {
      checkFit(next, old);
    }
    String savepoint = old.suspend();
    try {
      return submit(graph(job, jar, options, savepoint), options);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalStateException(
          "the next job does not run: "
              + e.getMessage()
              + "; the one before has stopped with the savepoint "
              + savepoint
              + ", launch one of both with --savepoint-path="
              + savepoint,
          e);
    }
  }

  /** Looks at the latest checkpoint of a job; at the next one where that is gone meanwhile. */
  private static void checkFit(JobGraph next, FlinkRemoteJob running) {
    for (int attempt = 0; attempt < LOOKS; attempt++) {
      String checkpoint = running.checkpoint();
      if (checkpoint == null || SavepointFit.check(next, checkpoint)) {
        return;
      }
    }
  }

  private static boolean losesState(WeirOptions options) {
    return Boolean.TRUE.equals(options.as(FlinkPipelineOptions.class).getAllowNonRestoredState());
  }

  private static RemoteJob submit(JobGraph graph, WeirOptions options) throws InterruptedException {
    FlinkMaster master = master(options);
    JobID id = master.await(master.client().submitJob(graph), UPLOAD);
    FlinkRemoteJob job = new FlinkRemoteJob(master, id);
    job.awaitRunning();
    return job;
  }

  private static JobGraph graph(
      JobArguments job, Path jar, WeirOptions options, @Nullable String savepoint) {
    Configuration settings = configuration(options);
    settings.addAll(
        Configuration.fromMap(FlinkProfile.named(job.profile()).values(FlinkProfile.FLINK)));
    return PackagedJob.of(
        jar,
        arguments(job),
        settings,
        savepoint == null
            ? SavepointRestoreSettings.none()
            : SavepointRestoreSettings.forPath(savepoint, losesState(options)));
  }

  /** Where the job runs and what it goes on from is no matter of the package. */
  private static List<String> arguments(JobArguments job) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--pipeline=" + job.application().name());
    arguments.add("--profile=" + job.profile());
    job.others().stream()
        .filter(argument -> !argument.matches("--(flinkMaster|flinkConfDir|savepointPath)=.*"))
        .forEach(arguments::add);
    return arguments;
  }

  @Override
  public Optional<RemoteJob> find(WeirOptions options) {
    FlinkMaster master = master(options);
    List<JobID> open =
        master.ask(master.client().listJobs()).stream()
            .filter(job -> job.getJobName().equals(options.getJobName()))
            .filter(job -> !job.getJobState().isGloballyTerminalState())
            .map(JobStatusMessage::getJobId)
            .collect(toList());
    if (open.size() > 1) {
      throw new InvalidSettingException(
          "--jobName is " + options.getJobName() + ", and several such jobs run: " + open);
    }
    return open.stream().findFirst().map(id -> new FlinkRemoteJob(master, id));
  }

  private static FlinkMaster master(WeirOptions options) {
    return FlinkMaster.at(
        options.as(FlinkPipelineOptions.class).getFlinkMaster(), configuration(options));
  }

  private static Configuration configuration(WeirOptions options) {
    String folder = options.as(FlinkPipelineOptions.class).getFlinkConfDir();
    return folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
  }
}
