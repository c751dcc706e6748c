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
package io.weir.runner.dataflow;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WeirOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.sdk.options.ExperimentalOptions;

/**
 * What our jar does where Dataflow starts it, as a flex template does: builds a pipeline, submits
 * it, and returns.
 *
 * <p>The job runs on runner v2, whatever {@code experiments} says: without it, which is still the
 * default for Java, the graph that the service gets is not the portable one, KafkaIO's read is
 * translated as its old source, and the submission itself asks the brokers for their partitions: it
 * fails, or waits for a minute, where it cannot reach them.
 */
public final class DataflowJob {
  /** The kind of a profile's settings. */
  public static final String OPTIONS = "options";

  private static final String PROFILES = "profiles.yaml";
  private static final String RUNNER_V2 = "use_runner_v2";

  private DataflowJob() {}

  /**
   * Submits the job and returns.
   *
   * @param arguments {@code --name=value} each, as {@link JobArguments} says
   * @throws InvalidSettingException if one is wrong: one line
   */
  public static void main(String[] arguments) {
    JobArguments job = JobArguments.of(Arrays.asList(arguments));
    JobArguments.pipeline(job.application(), options(job)).run();
  }

  /**
   * A profile of Dataflow's settings, of the kind {@link #OPTIONS}.
   *
   * @param name {@code latency} or {@code throughput}
   */
  public static Profile profile(String name) {
    return Profile.fromResource(DataflowJob.class, PROFILES, name);
  }

  /**
   * A job's options with the settings of its profile.
   *
   * @throws InvalidSettingException if an argument is wrong: one line
   */
  public static WeirOptions options(JobArguments job) {
    Map<String, String> defaults = new LinkedHashMap<>(profile(job.profile()).values(OPTIONS));
    defaults.put("runner", DataflowRunner.class.getSimpleName());
    defaults.put("jobName", "weir-" + job.application().name());
    WeirOptions options = job.options(defaults, Map.of("streaming", "true"));
    // As the service has it, so that the job is found again by what the user calls it.
    options.setJobName(options.getJobName().toLowerCase(Locale.ROOT));
    ExperimentalOptions.addExperiment(options.as(ExperimentalOptions.class), RUNNER_V2);
    return options;
  }
}
