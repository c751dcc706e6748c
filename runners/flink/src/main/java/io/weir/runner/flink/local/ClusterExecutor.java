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

import java.net.MalformedURLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;

/**
 * Gives jobs to a cluster in this process. Unlike Flink's own local execution it keeps the cluster
 * when the job is over, so that one can ask how it ended.
 */
final class ClusterExecutor
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
  static final String NAME = "weir-embedded";

  private final MiniCluster cluster;
  private final CompletableFuture<JobClient> submitted = new CompletableFuture<>();

  ClusterExecutor(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** The job, once there is one. */
  CompletableFuture<JobClient> submitted() {
    return submitted;
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(NAME);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return this;
  }

  @Override
  public CompletableFuture<JobClient> execute(
      Pipeline pipeline, Configuration configuration, ClassLoader classLoader)
      throws MalformedURLException {
    JobGraph job = PipelineExecutorUtils.getJobGraph(pipeline, configuration, classLoader);
    return cluster
        .submitJob(job)
        .thenApply(
            result -> {
              JobClient client =
                  new MiniClusterJobClient(
                      result.getJobID(), cluster, classLoader, JobFinalizationBehavior.NOTHING);
              submitted.complete(client);
              return client;
            });
  }
}
