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
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster inside this process, for one job. */
final class EmbeddedFlink implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddedFlink.class.getName());
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(15);

  private final MiniCluster cluster;
  private final Configuration configuration;

  private EmbeddedFlink(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /**
   * Starts one.
   *
   * @param slots how many workers
   * @param checkpoints the folder for checkpoints
   * @param profile what it is tuned for
   */
  static EmbeddedFlink start(int slots, Path checkpoints, Profile profile) {
    Configuration configuration = ClusterSettings.of(slots, checkpoints, profile);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      close(cluster);
      throw new IllegalStateException("the embedded Flink cannot start: " + e.getMessage(), e);
    }
    return new EmbeddedFlink(cluster, configuration);
  }

  /** Starts a pipeline, which from then on owns this cluster. */
  RunningFlinkPipeline submit(Pipeline pipeline) {
    CompletableFuture<JobClient> submitted =
        EmbeddedEnvironment.capture(
            new ClusterExecutor(cluster), configuration, () -> pipeline.run());
    try {
      return new RunningFlinkPipeline(
          this, submitted.get(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Flink does not take the job: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink took the job", e);
    }
  }

  /** Stops it, and the job with it. Waits at most 15 seconds. */
  @Override
  public void close() {
    close(cluster);
  }

  private static void close(MiniCluster cluster) {
    try {
      cluster.closeAsync().get(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "the embedded Flink did not stop cleanly: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
