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
package io.weir.runner.flink.local;

import io.weir.pipelines.Profile;
import io.weir.runner.flink.FlinkProfile;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** What Beam has no options for: of the cluster, and of the environment of a job. */
final class ClusterSettings {
  /**
   * RocksDB's caches and write buffers, shared by all keyed operators of a slot. With 64 MiB for
   * the dozen column families of two hops it flushes and compacts all the time.
   */
  private static final long MANAGED_MEBIBYTES = 256;

  private ClusterSettings() {}

  static Configuration of(int slots, Path checkpoints, Profile profile) {
    Configuration settings = Configuration.fromMap(profile.values(FlinkProfile.FLINK));
    settings.set(DeploymentOptions.TARGET, ClusterExecutor.NAME);
    settings.set(DeploymentOptions.ATTACHED, false);
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    settings.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEBIBYTES * slots));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    // Class loaders of jobs are not an issue in a process that runs one.
    settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
    return settings;
  }
}
