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
package io.weir.suites.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.graph.JobGraph;
import io.weir.pipelines.JobArguments;
import io.weir.runner.dataflow.DataflowJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** One job as the service got it. */
final class Submission {
  private final JsonNode job;
  private final RunnerApi.Pipeline pipeline;
  private final PipelineResult.State state;

  private Submission(JsonNode job, RunnerApi.Pipeline pipeline, PipelineResult.State state) {
    this.job = job;
    this.pipeline = pipeline;
    this.state = state;
  }

  /**
   * Translates and submits an application's graph.
   *
   * @param staged the one file that stands for the class path
   * @param settings the pipeline's own arguments
   */
  static Submission of(String application, LoopbackCloud cloud, Path staged, String... settings) {
    List<String> arguments = new ArrayList<>(cloud.arguments());
    arguments.add("--filesToStage=" + staged);
    arguments.addAll(Arrays.asList(settings));
    PipelineResult.State state = pipeline(application, arguments).run().getState();
    JsonNode job = cloud.jobs().get(cloud.jobs().size() - 1);
    return new Submission(job, cloud.graph(job), state);
  }

  /** An application's graph. */
  static Pipeline pipeline(String application, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--pipeline=" + application);
    JobArguments job = JobArguments.of(all);
    return JobArguments.pipeline(job.application(), DataflowJob.options(job));
  }

  /** The job as JSON. */
  JsonNode job() {
    return job;
  }

  /** The pipeline that was staged. */
  RunnerApi.Pipeline pipeline() {
    return pipeline;
  }

  /** The steps of the pipeline that was staged. */
  JobGraph graph() {
    return JobGraph.of(pipeline);
  }

  /** What the client was told of the job. */
  PipelineResult.State state() {
    return state;
  }
}
