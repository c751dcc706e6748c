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
package io.weir.runner.dataflow.launch;

import static com.google.common.base.Strings.emptyToNull;

import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.ListJobsResponse;
import com.google.common.base.Throwables;
import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.launch.RemoteRunner;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.runner.dataflow.DataflowJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.dataflow.DataflowClient;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.io.FileSystems;
import org.jspecify.annotations.Nullable;

/** Submits our package to Dataflow with Beam's own client. */
public final class DataflowRemoteRunner implements RemoteRunner {
  private final Duration look;

  /** Used by {@code ServiceLoader}. */
  public DataflowRemoteRunner() {
    this(Duration.ofSeconds(2));
  }

  /** Looks that often whether a job has come to another state. */
  DataflowRemoteRunner(Duration look) {
    this.look = look;
  }

  @Override
  public String name() {
    return "dataflow";
  }

  @Override
  public String mainClass() {
    return DataflowJob.class.getName();
  }

  @Override
  public Profile profile(JobArguments job) {
    return DataflowJob.profile(job.profile())
        .overridden(DataflowJob.OPTIONS, job.values(), "given as an option");
  }

  @Override
  public WeirOptions options(JobArguments job) {
    return DataflowJob.options(job);
  }

  @Override
  public List<String> check(JobArguments job, WeirOptions options, @Nullable RemoteJob replaced) {
    DataflowPipelineOptions dataflow = dataflow(options);
    require("--project", dataflow.getProject());
    require("--region", dataflow.getRegion());
    require("--temp-location", dataflow.getTempLocation());
    try {
      // It looks for the buckets of both locations.
      DataflowRunner.fromOptions(dataflow);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("Dataflow cannot be used so: " + reason(e), e);
    }
    refuseLocalHistory(options.as(WarmUpOptions.class).getWarmUpFrom());
    List<String> found = new ArrayList<>();
    found.add("project      " + dataflow.getProject() + ", " + dataflow.getRegion());
    found.add("staging      " + dataflow.getStagingLocation());
    String snapshot = savedState(options);
    if (replaced != null) {
      found.add(
          "state        of "
              + replaced.id()
              + ", not checked: the service compares both jobs when it is given the next");
    } else if (snapshot != null) {
      found.add("state        " + snapshot + " is " + stateOf(snapshot, dataflow));
    }
    return found;
  }

  /** The launcher reads it, and so must the workers. */
  private static void refuseLocalHistory(String from) {
    if (!from.isEmpty()
        && !from.equals(WarmUp.EARLIEST)
        && FileSystems.matchNewResource(from, false).getScheme().equals("file")) {
      throw new InvalidSettingException(
          "--warm-up-from is " + from + ", which the workers cannot read: must be in a bucket");
    }
  }

  /**
   * The message says which option has no value, its causes what is wrong with the one given, and
   * the last of them, where it is one of reading, only how the service said so.
   */
  private static String reason(IllegalArgumentException refusal) {
    Throwable found = refusal;
    for (Throwable cause : Throwables.getCausalChain(refusal)) {
      if (cause instanceof RuntimeException) {
        found = cause;
      }
    }
    return String.valueOf(found.getMessage()).lines().findFirst().orElse("").strip();
  }

  @Override
  public @Nullable String savedState(WeirOptions options) {
    return emptyToNull(dataflow(options).getCreateFromSnapshot());
  }

  private static String stateOf(String snapshot, DataflowPipelineOptions options) {
    try {
      return options
          .getDataflowClient()
          .projects()
          .locations()
          .snapshots()
          .get(options.getProject(), options.getRegion(), snapshot)
          .execute()
          .getState();
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--createFromSnapshot is "
              + snapshot
              + ", which Dataflow does not have: "
              + GoogleErrors.reason(e),
          e);
    }
  }

  private static void require(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new InvalidSettingException(name + " is missing, Dataflow needs it");
    }
  }

  @Override
  public RemoteJob submit(JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    return run(job, jar, options, false);
  }

  /** The service itself compares both graphs, and lets the job run on if they do not fit. */
  @Override
  public RemoteJob upgrade(RemoteJob running, JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException {
    return run(job, jar, options, true);
  }

  private RemoteJob run(JobArguments job, Path jar, WeirOptions options, boolean update)
      throws InterruptedException {
    DataflowPipelineOptions dataflow = dataflow(options);
    dataflow.setFilesToStage(List.of(jar.toString()));
    dataflow.setUpdate(update);
    Pipeline pipeline = JobArguments.pipeline(job.application(), options);
    PipelineResult result;
    try {
      result = PipelineRunner.fromOptions(dataflow).run(pipeline);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InvalidSettingException(
          "Dataflow does not take the job: "
              + (cause instanceof IOException
                  ? GoogleErrors.reason((IOException) cause)
                  : String.valueOf(cause.getMessage())),
          e);
    }
    DataflowRemoteJob submitted =
        new DataflowRemoteJob(dataflow, ((DataflowPipelineJob) result).getJobId(), look);
    submitted.awaitRunning();
    return submitted;
  }

  @Override
  public List<RemoteJob> find(WeirOptions options) {
    DataflowPipelineOptions dataflow = dataflow(options);
    require("--project", dataflow.getProject());
    require("--region", dataflow.getRegion());
    DataflowClient client = DataflowClient.create(dataflow);
    List<RemoteJob> found = new ArrayList<>();
    try {
      String page = null;
      do {
        ListJobsResponse jobs = client.listJobs(page);
        if (jobs.getJobs() != null) {
          for (Job job : jobs.getJobs()) {
            if (options.getJobName().equals(job.getName())
                && !DataflowRemoteJob.ended(job.getCurrentState())) {
              found.add(new DataflowRemoteJob(dataflow, job.getId(), look));
            }
          }
        }
        page = jobs.getNextPageToken();
      } while (page != null);
      return found;
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--project is "
              + dataflow.getProject()
              + ", and Dataflow does not answer for it: "
              + GoogleErrors.reason(e),
          e);
    }
  }

  private static DataflowPipelineOptions dataflow(WeirOptions options) {
    return options.as(DataflowPipelineOptions.class);
  }
}
