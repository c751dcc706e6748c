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
import static java.util.stream.Collectors.toList;

import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.launch.RemoteRunner;
import io.weir.launcher.run.NotDoneException;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WeirOptions;
import io.weir.runner.flink.FlinkJob;
import io.weir.runner.flink.FlinkProfile;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * Gives our package to a Flink cluster through its REST interface, as {@code flink run} would, with
 * the settings of a {@link FlinkProfile}.
 *
 * <p>{@code flinkMaster} says where the cluster is; {@code flinkConfDir} may hold Flink's settings
 * of how to reach it, such as those of TLS, and of the job, which come before the profile's.
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
  public String mainClass() {
    return FlinkJob.class.getName();
  }

  @Override
  public Profile profile(JobArguments job) {
    return FlinkSettings.of(job).profile();
  }

  @Override
  public WeirOptions options(JobArguments job) {
    return FlinkJob.options(FlinkSettings.of(job).job());
  }

  @Override
  public List<String> check(JobArguments job, WeirOptions options, @Nullable RemoteJob replaced)
      throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (FlinkMaster master = FlinkAddress.of(options).connect()) {
      FlinkRemoteJob old = (FlinkRemoteJob) replaced;
      if (old != null) {
        SourceFit.check(options, old.options());
      }
      StateFolders folders = folders(job, options, master);
      JobGraph graph = graph(job, null, folders);
      found.add(SlotCheck.of(graph, master, old == null ? 0 : old.slots(master)));
      StateFiles files = new StateFiles(master.here(), options);
      found.add("checkpoints  " + files.checkWritable(folders.checkpoints()));
      found.add("savepoints   " + files.checkWritable(folders.savepoints()));
      String savepoint = flink(options).getSavepointPath();
      if (losesState(options)) {
        found.add("state        is lost where it does not fit (--allowNonRestoredState)");
      } else if (old != null) {
        found.add("state        " + checkFit(graph, old, master, files));
      } else if (savepoint != null) {
        found.add("state        " + checkFit(graph, savepoint, files));
      }
    }
    return found;
  }

  private static StateFolders folders(JobArguments job, WeirOptions options, FlinkMaster master) {
    return StateFolders.of(flink(options), FlinkSettings.of(job).file(), master);
  }

  private static FlinkPipelineOptions flink(WeirOptions options) {
    return options.as(FlinkPipelineOptions.class);
  }

  private static String checkFit(JobGraph job, String savepoint, StateFiles files) {
    try {
      return savepoint
          + (SavepointFit.check(job, savepoint, files)
              ? " fits"
              : ", not checked: it cannot be seen from here");
    } catch (FileNotFoundException e) {
      throw new InvalidSettingException(
          "--savepointPath is " + savepoint + ", and no savepoint is there", e);
    }
  }

  /** Looks at the latest checkpoint of a job; at the next one where that is gone meanwhile. */
  private static String checkFit(
      JobGraph next, FlinkRemoteJob running, FlinkMaster master, StateFiles files) {
    for (int attempt = 0; attempt < LOOKS; attempt++) {
      String checkpoint = running.checkpoint(master);
      if (checkpoint == null) {
        return "of " + running.id() + ", not checked: it has no checkpoint";
      }
      try {
        if (SavepointFit.check(next, checkpoint, files)) {
          return "of " + running.id() + " fits, as its checkpoint " + checkpoint + " shows";
        }
      } catch (FileNotFoundException e) {
        // Another has taken its place.
      }
    }
    return "of " + running.id() + ", not checked: its checkpoints cannot be seen from here";
  }

  @Override
  public @Nullable String savedState(WeirOptions options) {
    return flink(options).getSavepointPath();
  }

  private static boolean losesState(WeirOptions options) {
    return Boolean.TRUE.equals(flink(options).getAllowNonRestoredState());
  }

  @Override
  public RemoteJob submit(JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    try (FlinkMaster master = FlinkAddress.of(options).connect()) {
      JobGraph graph = graph(job, jar, folders(job, options, master));
      return submit(graph, flink(options).getSavepointPath(), options, master);
    }
  }

  @Override
  public RemoteJob upgrade(RemoteJob running, JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    FlinkRemoteJob old = (FlinkRemoteJob) running;
    try (FlinkMaster master = FlinkAddress.of(options).connect()) {
      // What takes time, and what may fail, comes before the job stops.
      JobGraph next = graph(job, jar, folders(job, options, master));
      String savepoint = old.suspend();
      try {
        return submit(next, savepoint, options, master);
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new NotDoneException(
            "the next job does not run: "
                + e.getMessage()
                + "; the one before has stopped with the savepoint "
                + savepoint
                + ", launch one of both with --savepoint-path="
                + savepoint
                + history(job),
            e);
      }
    }
  }

  /** What the job that follows must be told, too, unless the one that ended was live. */
  private static String history(JobArguments job) {
    return job.others().stream()
        .filter(argument -> argument.startsWith("--warmUp"))
        .map(argument -> " " + argument)
        .collect(joining());
  }

  private static RemoteJob submit(
      JobGraph graph, @Nullable String savepoint, WeirOptions options, FlinkMaster master)
      throws InterruptedException {
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(savepoint, losesState(options)));
    }
    JobID id = master.await(master.client().submitJob(graph), UPLOAD);
    FlinkRemoteJob job = new FlinkRemoteJob(FlinkAddress.of(options), id);
    // Nobody else refuses a second job of a name.
    JobID first =
        master.open(graph.getName()).stream()
            .min(
                Comparator.comparingLong(JobStatusMessage::getStartTime)
                    .thenComparing(JobStatusMessage::getJobId))
            .map(JobStatusMessage::getJobId)
            .orElse(id);
    if (!first.equals(id)) {
      job.stop(master);
      throw new NotDoneException(
          "--jobName is "
              + graph.getName()
              + ", and a job of that name was launched at the same moment ("
              + first
              + "): this one was cancelled");
    }
    job.awaitRunning(master);
    return job;
  }

  /** The job; what it was looked at with is what it takes along. */
  private static JobGraph graph(JobArguments job, @Nullable Path jar, StateFolders folders) {
    FlinkSettings settings = FlinkSettings.of(job);
    return PackagedJob.of(jar, arguments(settings.job()), folders.in(settings.all()));
  }

  /** Where the job runs, and where its state is, is no matter of the package. */
  private static List<String> arguments(JobArguments job) {
    boolean backend = job.values().containsKey("stateBackend");
    List<String> arguments = new ArrayList<>();
    arguments.add("--pipeline=" + job.application().name());
    arguments.add("--profile=" + job.profile());
    job.others().stream()
        .filter(argument -> !argument.matches("--(flinkMaster|flinkConfDir|savepointPath)=.*"))
        .filter(argument -> backend || !argument.startsWith("--stateBackendStoragePath="))
        .forEach(arguments::add);
    return arguments;
  }

  @Override
  public List<RemoteJob> find(WeirOptions options) {
    FlinkAddress address = FlinkAddress.of(options);
    try (FlinkMaster master = address.connect()) {
      return master.open(options.getJobName()).stream()
          .map(job -> new FlinkRemoteJob(address, job.getJobId()))
          .collect(toList());
    }
  }
}
