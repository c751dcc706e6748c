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

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.graph.GoldenGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.PipelineResult;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The fraud pipeline, translated and submitted by the real Dataflow runner. The golden files hold
 * its graph as it is now.
 */
public class FraudOnDataflowTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Path GOLDEN = Path.of("src/test/resources/fraud");
  private static final String EVENT_TIME = "event-time.graph";
  private static final String ON_ARRIVAL = "on-arrival.graph";
  private static final String BATCHED = "batched.graph";

  /** More than the client sends at once. */
  private static final int STAGED_BYTES = 2_500_000;

  private static final String[] CASCADE = {
    "--router=cascade", "--triton=127.0.0.1:8001", "--band=0.2..0.8"
  };

  private static LoopbackCloud cloud;
  private static Path staged;

  @BeforeClass
  public static void start() throws IOException {
    cloud = LoopbackCloud.start();
    byte[] content = new byte[STAGED_BYTES];
    new Random(1).nextBytes(content);
    staged = FOLDER.newFile("classes.bin").toPath();
    Files.write(staged, content);
  }

  @AfterClass
  public static void stop() {
    cloud.close();
  }

  @After
  public void everyRequestWasUnderstoodAndWentToTheLoopback() {
    assertThat(cloud.refused(), empty());
  }

  private static Submission fraud(String arrival, String... settings) {
    String[] all = new String[settings.length + 1];
    all[0] = "--arrival=" + arrival;
    System.arraycopy(settings, 0, all, 1, settings.length);
    return Submission.of("fraud", cloud, staged, all);
  }

  private static GoldenGraph golden(String name) {
    return GoldenGraph.at(GOLDEN.resolve(name));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).collect(toList());
  }

  @Test
  public void inEventTimeTheGraphIsTheGoldenOne() throws Exception {
    Submission submission = fraud("EVENT_TIME");

    assertThat(submission.state(), is(PipelineResult.State.RUNNING));
    golden(EVENT_TIME).check(submission.graph());
  }

  @Test
  public void onArrivalTheGraphIsTheGoldenOne() throws Exception {
    golden(ON_ARRIVAL).check(fraud("ON_ARRIVAL").graph());
  }

  @Test
  public void aCascadeChangesNothingThatTheServiceSees() throws Exception {
    golden(EVENT_TIME).check(fraud("EVENT_TIME", CASCADE).graph());
    golden(ON_ARRIVAL).check(fraud("ON_ARRIVAL", CASCADE).graph());
  }

  @Test
  public void batchesAcrossBundlesAddStateUnderTheGoldenName() throws Exception {
    golden(BATCHED).check(fraud("EVENT_TIME", "--batchWait=PT1S").graph());
  }

  @Test
  public void theJobIsAStreamOnRunnerTwoWhoseStepsAreInTheStagedGraphAlone() throws Exception {
    Submission submission = fraud("EVENT_TIME");
    JsonNode job = submission.job();

    assertThat(job.path("name").asText(), is("weir-fraud"));
    assertThat(job.path("type").asText(), is("JOB_TYPE_STREAMING"));
    assertThat(job.path("steps").size(), is(0));
    assertThat(texts(job.at("/environment/experiments")), hasItem("use_runner_v2"));
    assertThat(
        submission.pipeline().getRequirementsList(),
        containsInAnyOrder(
            "beam:requirement:pardo:finalization:v1",
            "beam:requirement:pardo:splittable_dofn:v1",
            "beam:requirement:pardo:stateful:v1"));
  }

  @Test
  public void whatIsStagedArrivesWhole() throws Exception {
    JsonNode packages = fraud("EVENT_TIME").job().at("/environment/workerPools/0/packages");

    assertThat(packages.size(), is(1));
    assertThat(cloud.object(packages.at("/0/location").asText()), is(Files.readAllBytes(staged)));
  }
}
