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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.graph.JobGraph;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SubmissionTest {
  private static final byte[] CLASSES = "classes".getBytes(UTF_8);
  private static final String RUNNER_V2 = "--experiments=use_runner_v2";
  private static final String STREAM = "--streaming=true";

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private LoopbackCloud cloud;

  @Before
  public void start() throws IOException {
    cloud = LoopbackCloud.start();
  }

  @After
  public void stop() {
    cloud.close();
  }

  private Pipeline pipeline(String step, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(cloud.arguments());
    arguments.add("--runner=DataflowRunner");
    arguments.add("--jobName=submission");
    Path staged = folder.getRoot().toPath().resolve("classes.bin");
    arguments.add("--filesToStage=" + Files.write(staged, CLASSES));
    arguments.addAll(List.of(more));
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0])).create());
    pipeline
        .apply("numbers", GenerateSequence.from(0))
        .apply(step, MapElements.into(TypeDescriptors.strings()).via(String::valueOf));
    return pipeline;
  }

  private List<String> problems(JobGraph expected, byte[] staged) {
    return new Submission(cloud).problems(expected, staged);
  }

  private JobGraph graph(String step) throws IOException {
    return JobGraph.of(pipeline(step, RUNNER_V2, STREAM));
  }

  @Test
  public void whatIsSubmittedAsItIsHasNoProblems() throws Exception {
    pipeline("show", RUNNER_V2, STREAM).run();

    assertThat(problems(graph("show"), CLASSES), is(empty()));
  }

  @Test
  public void aSubmissionThatNeverCameIsFound() throws Exception {
    assertThat(problems(graph("show"), CLASSES), contains("the service got 0 jobs, must get 1"));
  }

  @Test
  public void anotherGraphIsFoundByTheNamesOfItsSteps() throws Exception {
    pipeline("print", RUNNER_V2, STREAM).run();

    assertThat(
        problems(graph("show"), CLASSES),
        contains(
            "show/Map/ParMultiDo(Anonymous): is gone", "print/Map/ParMultiDo(Anonymous): is new"));
  }

  @Test
  public void anotherFileIsFound() throws Exception {
    pipeline("show", RUNNER_V2, STREAM).run();

    assertThat(
        problems(graph("show"), "other classes".getBytes(UTF_8)),
        contains(containsString("is not the file that was staged")));
  }

  @Test
  public void aJobForTheOldRunnerIsFound() throws Exception {
    pipeline("show", STREAM).run();

    assertThat(
        problems(graph("show"), CLASSES),
        hasItems(
            containsString("must have use_runner_v2"),
            startsWith("the job has steps of runner v1: ")));
  }

  @Test
  public void uploadsThatNeverCameAreFound() throws Exception {
    URI jobs =
        URI.create(
            cloud.arguments().stream()
                    .filter(argument -> argument.startsWith("--dataflowEndpoint="))
                    .findFirst()
                    .orElseThrow()
                    .replace("--dataflowEndpoint=", "")
                + "v1b3/projects/p/locations/l/jobs");
    String job =
        "{\"type\": \"JOB_TYPE_STREAMING\", \"environment\": {"
            + "\"experiments\": [\"use_runner_v2\"],"
            + "\"workerPools\": [{\"packages\": [{\"location\": \"gs://weir/classes.bin\"}]}],"
            + "\"sdkPipelineOptions\": {\"options\": {\"pipelineUrl\": \"gs://weir/graph.pb\"}}}}";
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(jobs).POST(HttpRequest.BodyPublishers.ofString(job)).build(),
            HttpResponse.BodyHandlers.discarding());

    assertThat(
        problems(graph("show"), CLASSES),
        contains(
            startsWith("an upload is missing: gs://weir/classes.bin"),
            startsWith("the uploaded graph cannot be read: gs://weir/graph.pb")));
    assertThat(problems(graph("show"), CLASSES), hasItem(containsString("is not among []")));
  }
}
