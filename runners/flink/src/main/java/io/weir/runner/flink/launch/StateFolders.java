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
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Where a job writes its state down. {@code stateBackendStoragePath}, which Beam reads only
 * together with {@code stateBackend}, comes before the file of {@code flinkConfDir}, and that
 * before the cluster's own settings. The job takes them along, so that they are those that were
 * looked at. Immutable.
 */
final class StateFolders {
  private static final ConfigOption<String> CHECKPOINTS =
      CheckpointingOptions.CHECKPOINTS_DIRECTORY;
  private static final ConfigOption<String> SAVEPOINTS = CheckpointingOptions.SAVEPOINT_DIRECTORY;

  private final String checkpoints;
  private final String savepoints;

  private StateFolders(String checkpoints, String savepoints) {
    this.checkpoints = checkpoints;
    this.savepoints = savepoints;
  }

  /**
   * Those of a job.
   *
   * @param file what the file says
   * @throws InvalidSettingException if there are none: one line
   */
  static StateFolders of(FlinkPipelineOptions options, Configuration file, FlinkMaster master) {
    String given = options.getStateBackendStoragePath();
    String checkpoints = given == null ? said(CHECKPOINTS, file, master) : given;
    if (checkpoints == null) {
      throw new InvalidSettingException(
          "checkpoints have no place: neither --stateBackendStoragePath is given nor does the"
              + " cluster have "
              + CHECKPOINTS.key());
    }
    String savepoints = said(SAVEPOINTS, file, master);
    return new StateFolders(checkpoints, savepoints == null ? checkpoints : savepoints);
  }

  private static @Nullable String said(
      ConfigOption<String> option, Configuration file, FlinkMaster master) {
    return file.getOptional(option).orElseGet(() -> master.setting(option.key()));
  }

  String checkpoints() {
    return checkpoints;
  }

  /** Beside the checkpoints, where nobody says otherwise. */
  String savepoints() {
    return savepoints;
  }

  /** A job's settings with them. */
  Configuration in(Configuration settings) {
    Configuration all = new Configuration(settings);
    all.set(CHECKPOINTS, checkpoints);
    all.set(SAVEPOINTS, savepoints);
    return all;
  }
}
