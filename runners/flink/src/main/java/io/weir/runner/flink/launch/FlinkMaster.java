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

import io.weir.pipelines.InvalidSettingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.rest.messages.ClusterConfigurationInfoHeaders;
import org.apache.flink.runtime.rest.messages.ConfigurationInfoEntry;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** A Flink cluster at its REST address, whose answers are waited for within bounds. */
final class FlinkMaster implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:http://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):(\\d{1,5})/?");
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;

  private final String address;
  private final RestClusterClient<String> client;

  private FlinkMaster(String address, RestClusterClient<String> client) {
    this.address = address;
    this.client = client;
  }

  /**
   * The cluster at an address, which is not contacted yet.
   *
   * @param address {@code host:port} of its REST interface
   * @param settings Flink's own, of how to reach it
   * @throws InvalidSettingException if the address is none
   */
  static FlinkMaster at(String address, Configuration settings) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw new InvalidSettingException(
          "--flink-master is " + address + ", must be host:port of the cluster's REST interface");
    }
    Configuration all = new Configuration(settings);
    all.set(RestOptions.ADDRESS, matcher.group(1));
    all.set(JobManagerOptions.ADDRESS, matcher.group(1));
    all.set(RestOptions.PORT, Integer.parseInt(matcher.group(2)));
    all.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
    all.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500).toMillis());
    try {
      return new FlinkMaster(
          matcher.group(1) + ":" + matcher.group(2), new RestClusterClient<>(all, "weir"));
    } catch (Exception e) {
      throw new InvalidSettingException(
          "--flink-master is " + address + ", which cannot be used: " + e.getMessage(), e);
    }
  }

  RestClusterClient<String> client() {
    return client;
  }

  /** The page of a job. */
  String url(String job) {
    boolean secured = SecurityOptions.isRestSSLEnabled(client.getFlinkConfiguration());
    return (secured ? "https://" : "http://") + address + "/#/job/running/" + job;
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
    return ask(client.sendRequest(
            JobConfigHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()))
        .getExecutionConfigInfo()
        .getGlobalJobParameters();
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

  /** An answer that comes soon. */
  <T> T ask(CompletableFuture<T> answer) {
    return await(answer, ANSWER);
  }

  /**
   * An answer.
   *
   * @throws InvalidSettingException if nobody answers
   * @throws IllegalStateException if the cluster refuses: one line, its own reason
   */
  <T> T await(CompletableFuture<T> answer, Duration patience) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (ExceptionUtils.findThrowable(e, java.net.ConnectException.class).isPresent()
          || ExceptionUtils.findThrowable(e, java.net.UnknownHostException.class).isPresent()) {
        throw unreachable(e);
      }
      throw new IllegalStateException("Flink at " + address + " refuses: " + reason(e), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Flink at " + address + " did not answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink at " + address + " was asked", e);
    }
  }

  private InvalidSettingException unreachable(Exception cause) {
    return new InvalidSettingException(
        "--flink-master is " + address + ", but no Flink answers there", cause);
  }

  /** The innermost reason, on one line. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    // A failure on the cluster is told as a text that begins like a stack trace.
    String text = message == null ? innermost.toString() : message;
    String causes = text.replaceAll("(?s).*Caused by: ", "");
    return causes.lines().findFirst().orElse(text).strip();
  }

  @Override
  public void close() {
    client.close();
  }
}
