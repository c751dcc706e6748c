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
package io.weir.suites;

import io.weir.features.Arrival;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.launcher.run.RunnerSettings;
import io.weir.pipelines.Application;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The fraud pipeline as a job of a cluster of real processes: the options of the launcher's Flink,
 * without those that are for a cluster inside the process.
 */
final class ClusterJob {
  private final String bootstrapServers;
  private final String prefix;
  private final Map<String, String> options = new TreeMap<>();
  private Application application = new FraudApplication();
  private List<String> staged = List.of();
  private int parallelism = 2;
  private Arrival arrival = Arrival.EVENT_TIME;

  private ClusterJob(String bootstrapServers, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
  }

  /**
   * From topics to topics.
   *
   * @param prefix stands before every topic's name
   */
  static ClusterJob over(String bootstrapServers, String prefix) {
    return new ClusterJob(bootstrapServers, prefix);
  }

  /** Another version of the pipeline. */
  ClusterJob application(Application version) {
    this.application = version;
    return this;
  }

  /** Goes on from a savepoint. */
  ClusterJob from(String savepoint) {
    return option("savepointPath", savepoint);
  }

  ClusterJob parallelism(int subtasks) {
    this.parallelism = subtasks;
    return this;
  }

  /** In event-time order unless set. */
  ClusterJob arrival(Arrival order) {
    this.arrival = order;
    return this;
  }

  /** A Beam option, over what is set here. */
  ClusterJob option(String name, String value) {
    options.put(name, value);
    return this;
  }

  /** What the job brings; by default nothing, all its classes are on the cluster's class path. */
  ClusterJob staged(List<Path> classPath) {
    staged = new ArrayList<>();
    classPath.forEach(path -> staged.add(path.toString()));
    return this;
  }

  /** Gives it to a cluster. */
  FlinkJob submit(FlinkCluster flink) {
    pipeline(flink).run();
    return flink.job();
  }

  /** As it would be given to a cluster. */
  Pipeline pipeline(FlinkCluster flink) {
    WeirOptions weir = options(flink);
    Pipeline pipeline = Pipeline.create(weir);
    application.build(pipeline, weir);
    return pipeline;
  }

  /** For a pipeline on a cluster. */
  WeirOptions options(FlinkCluster flink) {
    Map<String, String> all =
        new TreeMap<>(
            FraudRun.runner("flink")
                .defaults(RunnerSettings.of(arrival, parallelism, flink.configurationFolder())));
    all.remove("stateBackendStoragePath");
    all.remove("numberOfExecutionRetries");
    all.put("flinkMaster", flink.restAddress());
    all.putAll(options);
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    WeirOptions weir =
        PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
            .as(application.optionsType());
    weir.setBootstrapServers(bootstrapServers);
    weir.setTopicPrefix(prefix);
    weir.setArrival(arrival);
    weir.as(FlinkPipelineOptions.class)
        .setFilesToStage(staged.isEmpty() ? List.of(flink.emptyJar().toString()) : staged);
    return weir;
  }
}
