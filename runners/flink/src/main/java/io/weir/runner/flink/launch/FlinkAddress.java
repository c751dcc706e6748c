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
import io.weir.pipelines.WeirOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;

/** Where a Flink cluster's REST interface is, and how to reach it. Immutable. */
final class FlinkAddress {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:http://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):(\\d{1,5})/?");
  private static final int ATTEMPTS = 3;

  private final String host;
  private final int port;
  private final Configuration settings;

  private FlinkAddress(String host, int port, Configuration settings) {
    this.host = host;
    this.port = port;
    this.settings = settings;
  }

  /**
   * The one of {@code flinkMaster}; the file of {@code flinkConfDir} says how to reach it.
   *
   * @throws InvalidSettingException if it is none
   */
  static FlinkAddress of(WeirOptions options) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    Matcher matcher = ADDRESS.matcher(flink.getFlinkMaster());
    if (!matcher.matches()) {
      throw new InvalidSettingException(
          "--flink-master is "
              + flink.getFlinkMaster()
              + ", must be host:port of the cluster's REST interface");
    }
    String host = matcher.group(1);
    int port = Integer.parseInt(matcher.group(2));
    Configuration settings = new Configuration(FlinkSettings.file(flink.getFlinkConfDir()));
    settings.set(RestOptions.ADDRESS, host);
    settings.set(JobManagerOptions.ADDRESS, host);
    settings.set(RestOptions.PORT, port);
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
    settings.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500).toMillis());
    return new FlinkAddress(host, port, settings);
  }

  /**
   * Connects; the caller closes what it gets.
   *
   * @throws InvalidSettingException if no Flink answers there: one line
   */
  FlinkMaster connect() {
    FlinkMaster master;
    try {
      master = new FlinkMaster(toString(), new RestClusterClient<>(settings, "weir"));
    } catch (Exception e) {
      throw new InvalidSettingException(
          "--flink-master is " + this + ", which cannot be used: " + FlinkMaster.reason(e), e);
    }
    try {
      master.freeSlots();
      return master;
    } catch (IllegalStateException e) {
      master.close();
      throw new InvalidSettingException(
          "--flink-master is " + this + ", but no Flink answers there: " + e.getMessage(), e);
    }
  }

  /** The page of a job. */
  String url(String job) {
    boolean secured = SecurityOptions.isRestSSLEnabled(settings);
    return (secured ? "https://" : "http://") + this + "/#/job/running/" + job;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
