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

import com.google.api.services.dataflow.model.Environment;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.Snapshot;
import com.google.api.services.dataflow.model.SnapshotJobRequest;
import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.run.NotDoneException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.beam.runners.dataflow.DataflowClient;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;

/** A job of Dataflow. */
final class DataflowRemoteJob implements RemoteJob {
  static final String RUNNING = "JOB_STATE_RUNNING";
  private static final String DRAINED = "JOB_STATE_DRAINED";
  private static final String CANCELLED = "JOB_STATE_CANCELLED";

  /** As the reference of the API's {@code JobState} lists them. */
  private static final Set<String> ENDS =
      Set.of("JOB_STATE_DONE", "JOB_STATE_FAILED", CANCELLED, "JOB_STATE_UPDATED", DRAINED);

  private static final Duration START = Duration.ofMinutes(15);

  /** An event that waits for its watermark, or for a model that is away, is answered before. */
  private static final Duration DRAIN = Duration.ofMinutes(60);

  private static final Duration SNAPSHOT = Duration.ofMinutes(20);
  private static final String SNAPSHOT_SECONDS = "604800s";

  private final DataflowPipelineOptions options;
  private final DataflowClient client;
  private final String id;
  private final Duration look;

  DataflowRemoteJob(DataflowPipelineOptions options, String id, Duration look) {
    this.options = options;
    this.client = DataflowClient.create(options);
    this.id = id;
    this.look = look;
  }

  static boolean ended(String state) {
    return ENDS.contains(state);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String url() {
    return MonitoringUtil.getJobMonitoringPageURL(options.getProject(), options.getRegion(), id);
  }

  @Override
  public List<String> status() {
    Job job = get();
    return List.of(job.getCurrentState() + " " + job.getName() + " " + id, url());
  }

  /** The service keeps them with the job's environment, which it tells only when asked for all. */
  @Override
  public Map<String, String> options() {
    try {
      Environment environment =
          options
              .getDataflowClient()
              .projects()
              .locations()
              .jobs()
              .get(options.getProject(), options.getRegion(), id)
              .setView("JOB_VIEW_ALL")
              .execute()
              .getEnvironment();
      if (environment == null
          || environment.getSdkPipelineOptions() == null
          || !(environment.getSdkPipelineOptions().get("options") instanceof Map)) {
        throw new NotDoneException("Dataflow does not say with which options job " + id + " runs");
      }
      Map<String, String> found = new HashMap<>();
      ((Map<?, ?>) environment.getSdkPipelineOptions().get("options"))
          .forEach((name, value) -> found.put(name.toString(), String.valueOf(value)));
      return found;
    } catch (IOException e) {
      throw failed("be asked for its options", e);
    }
  }

  private Job get() {
    try {
      return client.getJob(id);
    } catch (IOException e) {
      throw failed("be asked", e);
    }
  }

  private NotDoneException failed(String what, IOException cause) {
    return new NotDoneException(
        "Dataflow's job " + id + " cannot " + what + ": " + GoogleErrors.reason(cause), cause);
  }

  /**
   * Waits until it runs.
   *
   * @throws NotDoneException if it ends, or does not run within 15 minutes: one line
   */
  void awaitRunning() throws InterruptedException {
    String state = await(START, found -> found.equals(RUNNING) || ended(found));
    if (!state.equals(RUNNING)) {
      throw new NotDoneException("the job is " + state + ", see " + url());
    }
  }

  private String await(Duration patience, Predicate<String> right) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String state = get().getCurrentState();
      if (right.test(state)) {
        return state;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new NotDoneException(
            "the job is still " + state + " after " + patience.toMinutes() + " minutes: " + url());
      }
      TimeUnit.NANOSECONDS.sleep(look.toNanos());
    }
  }

  @Override
  public String savepoint() throws InterruptedException {
    try {
      Snapshot snapshot =
          options
              .getDataflowClient()
              .projects()
              .locations()
              .jobs()
              .snapshot(
                  options.getProject(),
                  options.getRegion(),
                  id,
                  new SnapshotJobRequest()
                      .setLocation(options.getRegion())
                      .setTtl(SNAPSHOT_SECONDS))
              .execute();
      long deadline = System.nanoTime() + SNAPSHOT.toNanos();
      while (!snapshot.getState().equals("READY")) {
        if (snapshot.getState().equals("FAILED") || System.nanoTime() - deadline > 0) {
          throw new NotDoneException(
              "snapshot " + snapshot.getId() + " of job " + id + " is " + snapshot.getState());
        }
        TimeUnit.NANOSECONDS.sleep(look.toNanos());
        snapshot =
            options
                .getDataflowClient()
                .projects()
                .locations()
                .snapshots()
                .get(options.getProject(), options.getRegion(), snapshot.getId())
                .execute();
      }
      return snapshot.getId();
    } catch (IOException e) {
      throw failed("be written down", e);
    }
  }

  @Override
  public void drain() throws InterruptedException {
    end(DRAINED, "be drained");
  }

  @Override
  public void stop() throws InterruptedException {
    end(CANCELLED, "be stopped");
  }

  private void end(String state, String what) throws InterruptedException {
    try {
      client.updateJob(id, new Job().setRequestedState(state));
    } catch (IOException e) {
      throw failed(what, e);
    }
    String ended = await(DRAIN, DataflowRemoteJob::ended);
    if (!ended.equals(state)) {
      throw new NotDoneException("the job is " + ended + ", not " + state + ": " + url());
    }
  }
}
