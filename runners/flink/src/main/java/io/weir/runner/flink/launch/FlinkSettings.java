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
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.runner.flink.FlinkProfile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.CheckpointConfig.ExternalizedCheckpointCleanup;
import org.apache.flink.streaming.api.environment.ExecutionCheckpointingOptions;
import org.jspecify.annotations.Nullable;

/**
 * Flink's settings of a job. What its user says, as an option or in the file of {@code
 * flinkConfDir}, comes before the profile; an option comes before the file. Immutable.
 */
final class FlinkSettings {
  private static final String FOLDER = "flinkConfDir";

  /** Those of the profiles that Flink also knows by an older name. */
  private static final List<ConfigOption<?>> RENAMED =
      List.of(
          ExecutionCheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
          ExecutionCheckpointingOptions.ENABLE_UNALIGNED,
          ExecutionOptions.BUFFER_TIMEOUT,
          RestartStrategyOptions.RESTART_STRATEGY,
          StateBackendOptions.STATE_BACKEND);

  private final JobArguments job;
  private final Configuration file;

  private FlinkSettings(JobArguments job, Configuration file) {
    this.job = job;
    this.file = file;
  }

  /**
   * Those of a job.
   *
   * @throws InvalidSettingException if the file cannot be read: one line
   */
  static FlinkSettings of(JobArguments job) {
    return new FlinkSettings(job, file(job.values().get(FOLDER)));
  }

  /**
   * What the file in a folder says; nothing where there is no folder.
   *
   * @throws InvalidSettingException if it cannot be read: one line
   */
  static Configuration file(@Nullable String folder) {
    try {
      return folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
    } catch (RuntimeException e) {
      throw new InvalidSettingException(
          "--" + FOLDER + " is " + folder + ", which cannot be read: " + FlinkMaster.reason(e), e);
    }
  }

  /** What the file says. */
  Configuration file() {
    return file;
  }

  /** What the job takes along. */
  Configuration all() {
    Configuration all = new Configuration(file);
    FlinkProfile.named(job.profile())
        .values(FlinkProfile.FLINK)
        .forEach(
            (name, value) -> {
              if (said(name).isEmpty()) {
                all.setString(name, value);
              }
            });
    return all;
  }

  /** The job with what the file says in the place of Beam's options, which would hide it. */
  JobArguments job() {
    Map<String, String> options = options();
    options.keySet().removeAll(job.values().keySet());
    return job.with(options);
  }

  /** The profile as it holds for the job. */
  Profile profile() {
    Profile profile = FlinkProfile.named(job.profile());
    Map<String, String> flinks = new LinkedHashMap<>();
    profile
        .values(FlinkProfile.FLINK)
        .keySet()
        .forEach(name -> said(name).ifPresent(value -> flinks.put(name, value)));
    String byFile = "so in the file of --" + FOLDER;
    Map<String, String> given = job.values();
    Map<String, String> options = options();
    options.keySet().removeAll(given.keySet());
    return profile
        .overridden(FlinkProfile.OPTIONS, given, "given as an option")
        .overridden(FlinkProfile.OPTIONS, options, byFile)
        .overridden(FlinkProfile.FLINK, flinks, byFile);
  }

  /** What the file says of a setting of a profile, by whichever of its names. */
  private Optional<String> said(String name) {
    ConfigOption<?> option =
        RENAMED.stream()
            .filter(renamed -> renamed.key().equals(name))
            .findFirst()
            .orElseGet(() -> ConfigOptions.key(name).stringType().noDefaultValue());
    return file.contains(option) ? Optional.of(file.getValue(option)) : Optional.empty();
  }

  /** What the file says that Beam has options for, by their names. */
  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "parallelism", CoreOptions.DEFAULT_PARALLELISM);
    put(options, "maxParallelism", PipelineOptions.MAX_PARALLELISM);
    put(options, "objectReuse", PipelineOptions.OBJECT_REUSE);
    putMillis(options, "autoWatermarkInterval", PipelineOptions.AUTO_WATERMARK_INTERVAL);
    put(options, "checkpointingMode", ExecutionCheckpointingOptions.CHECKPOINTING_MODE);
    putMillis(
        options, "checkpointingInterval", ExecutionCheckpointingOptions.CHECKPOINTING_INTERVAL);
    putMillis(
        options, "checkpointTimeoutMillis", ExecutionCheckpointingOptions.CHECKPOINTING_TIMEOUT);
    file.getOptional(ExecutionCheckpointingOptions.EXTERNALIZED_CHECKPOINT)
        .ifPresent(
            cleanup -> {
              options.put(
                  "externalizedCheckpointsEnabled",
                  String.valueOf(
                      cleanup != ExternalizedCheckpointCleanup.NO_EXTERNALIZED_CHECKPOINTS));
              options.put(
                  "retainExternalizedCheckpointsOnCancellation",
                  String.valueOf(cleanup == ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION));
            });
    return options;
  }

  private void put(Map<String, String> options, String name, ConfigOption<?> option) {
    file.getOptional(option).ifPresent(value -> options.put(name, value.toString()));
  }

  private void putMillis(Map<String, String> options, String name, ConfigOption<Duration> option) {
    file.getOptional(option)
        .ifPresent(value -> options.put(name, String.valueOf(value.toMillis())));
  }
}
