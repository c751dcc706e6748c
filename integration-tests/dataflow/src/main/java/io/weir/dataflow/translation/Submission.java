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
package io.weir.dataflow.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.graph.JobGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.util.construction.CoderTranslation;
import org.apache.beam.sdk.util.construction.RehydratedComponents;

/** What a cloud was sent, against what it must have been. */
final class Submission {
  private static final String RUNNER_V2 = "use_runner_v2";

  private final LoopbackCloud cloud;
  private final List<String> problems = new ArrayList<>();

  Submission(LoopbackCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * What is wrong, a line each; empty if nothing is.
   *
   * @param expected the steps of the pipeline
   * @param staged the content of every file that is staged
   */
  List<String> problems(JobGraph expected, byte[] staged) {
    problems.addAll(cloud.refused());
    List<JsonNode> jobs = cloud.jobs();
    if (jobs.size() != 1) {
      problems.add("the service got " + jobs.size() + " jobs, must get 1");
      return problems;
    }
    checkRequest(jobs.get(0));
    checkFiles(jobs.get(0), staged);
    checkGraph(jobs.get(0), expected);
    return problems;
  }

  private void checkRequest(JsonNode job) {
    if (!job.path("type").asText().equals("JOB_TYPE_STREAMING")) {
      problems.add("the job's type is " + job.path("type") + ", must be JOB_TYPE_STREAMING");
    }
    List<String> experiments = new ArrayList<>();
    job.at("/environment/experiments").forEach(each -> experiments.add(each.asText()));
    if (!experiments.contains(RUNNER_V2)) {
      problems.add("the job's experiments are " + experiments + ", must have " + RUNNER_V2);
    }
    if (job.path("steps").size() > 0) {
      problems.add("the job has steps of runner v1: " + job.path("steps").size());
    }
  }

  private void checkFiles(JsonNode job, byte[] staged) {
    JsonNode files = job.at("/environment/workerPools/0/packages");
    if (files.size() == 0) {
      problems.add("no file was staged");
    }
    for (JsonNode file : files) {
      String uri = file.path("location").asText();
      try {
        if (!Arrays.equals(cloud.object(uri), staged)) {
          problems.add(uri + " is not the file that was staged");
        }
      } catch (IllegalArgumentException e) {
        problems.add("an upload is missing: " + e.getMessage());
      }
    }
  }

  private void checkGraph(JsonNode job, JobGraph expected) {
    try {
      RunnerApi.Pipeline graph = cloud.graph(job);
      problems.addAll(JobGraph.of(graph).differencesFrom(expected));
      checkCoders(graph.getComponents());
    } catch (IllegalArgumentException e) {
      problems.add("the uploaded graph cannot be read: " + e.getMessage());
    }
  }

  /** What only Java knows of a coder must be readable at the other end. */
  private void checkCoders(RunnerApi.Components components) {
    RehydratedComponents rehydrated = RehydratedComponents.forComponents(components);
    for (Map.Entry<String, RunnerApi.Coder> coder : components.getCodersMap().entrySet()) {
      String urn = coder.getValue().getSpec().getUrn();
      if (urn.equals(CoderTranslation.JAVA_SERIALIZED_CODER_URN)) {
        try {
          rehydrated.getCoder(coder.getKey());
        } catch (IOException | RuntimeException e) {
          problems.add("coder " + coder.getKey() + " cannot be read: " + e.getMessage());
        }
      }
    }
  }
}
