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

import io.weir.launcher.run.NotDoneException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.rest.messages.ClusterConfigurationInfoHeaders;
import org.apache.flink.runtime.rest.messages.ConfigurationInfoEntry;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobConfigInfo;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersHeaders;
import org.jspecify.annotations.Nullable;

/** A connection to a Flink cluster, whose answers are waited for within bounds. */
final class FlinkMaster implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Pattern WORKER = Pattern.compile("\\w[\\w.+-]*://[^@]+@(.+):\\d+/.*");

  private final String address;
  private final RestClusterClient<String> client;

  FlinkMaster(String address, RestClusterClient<String> client) {
    this.address = address;
    this.client = client;
  }

  RestClusterClient<String> client() {
    return client;
  }

  /** Where it is. */
  String address() {
    return address;
  }

  /** The jobs of a name that have not ended. */
  List<JobStatusMessage> open(String name) {
    return ask(client.listJobs()).stream()
        .filter(job -> job.getJobName().equals(name))
        .filter(job -> !job.getJobState().isGloballyTerminalState())
        .collect(toList());
  }

  /** The latest checkpoint that a job completed; null if there is none, or it is not kept. */
  @Nullable String latestCheckpoint(JobID job) {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(job);
    CheckpointingStatistics.LatestCheckpoints latest =
        ask(client.sendRequest(
                CheckpointingStatisticsHeaders.getInstance(),
                parameters,
                EmptyRequestBody.getInstance()))
            .getLatestCheckpoints();
    return latest == null || latest.getCompletedCheckpointStatistics() == null
        ? null
        : latest.getCompletedCheckpointStatistics().getExternalPath();
  }

  /** The parameters that a job was submitted with. */
  Map<String, String> parameters(JobID job) {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(job);
    JobConfigInfo.ExecutionConfigInfo found =
        ask(client.sendRequest(
                JobConfigHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()))
            .getExecutionConfigInfo();
    if (found == null) {
      throw new NotDoneException(
          "Flink at " + address + " does not say with which options job " + job + " was launched");
    }
    return found.getGlobalJobParameters();
  }

  /** Why a job last failed and was, or will be, started again, on one line; null if it did not. */
  @Nullable String latestFailure(JobID job) {
    JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
    parameters.jobPathParameter.resolve(job);
    return ask(
            client.sendRequest(
                JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()))
        .getExceptionHistory()
        .getEntries()
        .stream()
        .findFirst()
        .map(RootExceptionInfo::getStacktrace)
        .map(FlinkMaster::reason)
        .orElse(null);
  }

  /** A setting of the cluster; null where it has none. */
  @Nullable String setting(String name) {
    return ask(
            client.sendRequest(
                ClusterConfigurationInfoHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()))
        .stream()
        .filter(entry -> entry.getKey().equals(name))
        .map(ConfigurationInfoEntry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** How many slots of it are free now. */
  int freeSlots() {
    return ask(client.getClusterOverview()).getNumSlotsAvailable();
  }

  /**
   * Why a job may be given to it that needs more slots than are free: it starts workers by itself,
   * on Kubernetes or YARN, or runs a job on what there is.
   *
   * @return the setting that says so; null if there is none
   */
  @Nullable String elastic() {
    String target = setting(DeploymentOptions.TARGET.key());
    if (target != null && target.matches("(kubernetes|yarn)-.*")) {
      return DeploymentOptions.TARGET.key() + " is " + target;
    }
    // Native Kubernetes has it even where the target is not told.
    String cluster = setting("kubernetes.cluster-id");
    if (cluster != null) {
      return "kubernetes.cluster-id is " + cluster;
    }
    String scheduler = setting(JobManagerOptions.SCHEDULER.key());
    if (scheduler != null && scheduler.toLowerCase(Locale.ROOT).equals("adaptive")) {
      return JobManagerOptions.SCHEDULER.key() + " is " + scheduler;
    }
    String mode = setting(JobManagerOptions.SCHEDULER_MODE.key());
    return mode == null ? null : JobManagerOptions.SCHEDULER_MODE.key() + " is " + mode;
  }

  /** Whether all its workers are processes of this machine, as far as their addresses tell. */
  boolean here() {
    Collection<TaskManagerInfo> workers =
        ask(client.sendRequest(
                TaskManagersHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()))
            .getTaskManagerInfos();
    return !workers.isEmpty()
        && workers.stream().map(TaskManagerInfo::getAddress).allMatch(FlinkMaster::ofThisMachine);
  }

  private static boolean ofThisMachine(String worker) {
    Matcher matcher = WORKER.matcher(worker);
    if (!matcher.matches()) {
      return false;
    }
    try {
      InetAddress host = InetAddress.getByName(matcher.group(1));
      return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /**
   * An answer that comes soon.
   *
   * @throws NotDoneException if there is none, or the cluster refuses: one line
   */
  <T> T ask(CompletableFuture<T> answer) {
    return await(answer, ANSWER);
  }

  /**
   * An answer.
   *
   * @throws NotDoneException if there is none, or the cluster refuses: one line, its own reason
   */
  <T> T await(CompletableFuture<T> answer, Duration patience) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NotDoneException("Flink at " + address + " refuses: " + reason(e), e);
    } catch (TimeoutException e) {
      throw new NotDoneException(
          "Flink at " + address + " did not answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDoneException("interrupted while Flink at " + address + " was asked", e);
    }
  }

  /** The innermost reason, on one line. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    // A failure on the cluster is told as a text that begins like a stack trace.
    return reason(message == null ? innermost.toString() : message);
  }

  /** The same of a stack trace. */
  private static String reason(String trace) {
    String causes = trace.replaceAll("(?s).*Caused by: ", "");
    return causes.lines().findFirst().orElse(trace).strip();
  }

  @Override
  public void close() {
    client.close();
  }
}
