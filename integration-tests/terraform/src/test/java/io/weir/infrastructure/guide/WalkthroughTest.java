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
package io.weir.infrastructure.guide;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.weir.harness.process.Guide;
import io.weir.infrastructure.Terraform;
import io.weir.infrastructure.TerraformRun;
import io.weir.infrastructure.TerraformTree;
import io.weir.infrastructure.program.Program;
import io.weir.infrastructure.schema.SchemaProviders;
import io.weir.pipelines.Topic;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The ways of the guide on Google Cloud and on Kubernetes, with providers that know the published
 * schemas and make nothing. That on AWS is taken by {@link io.weir.infrastructure.AwsExampleTest}.
 */
public final class WalkthroughTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TerraformTree googleTree;
  private static TerraformTree kubernetesTree;
  private static Walkthrough google;
  private static Walkthrough kubernetes;

  @BeforeClass
  public static void begin() throws Exception {
    Terraform terraform = Terraform.onThePath().with(SchemaProviders.configuration());
    googleTree = TerraformTree.copy(terraform);
    google =
        Walkthrough.begin(
            googleTree, Map.of("LAUNCHER_DIGEST", "sha256:" + "0123456789abcdef".repeat(4)));
    kubernetesTree = TerraformTree.copy(terraform);
    kubernetes = Walkthrough.begin(kubernetesTree, Map.of());
  }

  @AfterClass
  public static void end() {
    for (TerraformTree tree : List.of(googleTree, kubernetesTree)) {
      tree.close();
    }
  }

  @Test
  public void everyBlockOfCommandsIsOfAWayThatIsTaken() throws Exception {
    Guide guide = Walkthrough.guide();

    assertThat(guide.blocks().size(), is(greaterThan(20)));
    for (String title : guide.titles()) {
      for (Guide.Block block : guide.under(title).blocks()) {
        assertThat(block.toString(), block.kind(), anyOf(is("bash"), is("sh")));
        assertThat(
            title, anyOf(endsWith(" AWS"), endsWith(" Google Cloud"), endsWith(" Kubernetes")));
      }
    }
  }

  @Test
  public void onGoogleCloudTheJobIsMadeLastChangedInPlaceAndDrained() throws Exception {
    google.take("Prepare on Google Cloud");
    assertThat(
        google.take("Create on Google Cloud"),
        containsString("module.job[0].google_dataflow_flex_template_job.main: Creation complete"));
    assertThat(
        google.take("See that it runs on Google Cloud"),
        containsString("https://console.cloud.google.com/dataflow/jobs/europe-west1/"));
    assertThat(
        google.take("Upgrade on Google Cloud"),
        allOf(
            containsString("google_dataflow_flex_template_job.main will be updated in-place"),
            containsString("Plan: 0 to add, 1 to change, 0 to destroy."),
            containsString("Resources: 0 added, 1 changed, 0 destroyed.")));
    assertThat(
        google.take("Drain on Google Cloud"),
        allOf(
            containsString("google_dataflow_flex_template_job.main will be destroyed"),
            containsString("Resources: 0 added, 0 changed, 1 destroyed.")));

    assertThat(google.left("Google Cloud"), is(empty()));
    TerraformRun destroy = googleTree.run("examples/gcp-complete", PATIENCE, "plan", "-destroy");
    assertThat(destroy.exitCode(), is(not(0)));
    assertThat(destroy.output(), containsString("lifecycle.prevent_destroy"));
    assertKnown(google);
  }

  @Test
  public void onKubernetesAllIsMadeTheJobChangedInPlaceAndAllTakenAway() throws Exception {
    kubernetes.take("Prepare on Kubernetes");
    assertThat(
        kubernetes.take("Create on Kubernetes"),
        allOf(
            containsString("Resources: 17 added, 0 changed, 0 destroyed."),
            containsString("weir_kafka_lag_records")));
    kubernetes.take("See that it runs on Kubernetes");
    assertThat(
        kubernetes.take("Upgrade on Kubernetes"),
        allOf(
            containsString("weir/flink:1.0.1"),
            containsString("Resources: 0 added, 1 changed, 0 destroyed.")));
    assertThat(
        kubernetes.take("Take it away from Kubernetes"),
        containsString("Resources: 0 added, 0 changed, 17 destroyed."));

    assertThat(kubernetes.left("Kubernetes"), is(empty()));
  }

  @Test
  public void theTopicsThatAreMadeByHandAreThoseOfThePipelinesManifest() throws Exception {
    assertThat(topics("Create on AWS"), is(manifest("")));
    assertThat(topics("Prepare on Kubernetes"), is(manifest("fraud-")));
  }

  @Test
  public void aTypoInACommandForAClusterOrARegistryIsSeen() throws Exception {
    for (String program : List.of("kubectl", "docker")) {
      Program.onThePath(program);
    }
    for (String command :
        List.of(
            "kubectl --namespce weir get flinkdeployment fraud",
            "docker push --al registry.example.com/weir/flink:1.0.0")) {
      TerraformRun run = kubernetes.run(command);
      assertThat(command, run.exitCode(), is(not(0)));
      assertThat(run.output(), containsString("unknown flag"));
    }
  }

  @Test
  public void aTypoInACommandForGoogleCloudIsSeen() throws Exception {
    assertThat(
        refused(List.of("gcloud dataflow jobs list --regoin=europe-west1")),
        everyItem(containsString("--regoin")));
  }

  private static void assertKnown(Walkthrough walk) throws Exception {
    List<String> commands =
        walk.asked().stream().filter(line -> line.startsWith("gcloud ")).collect(toList());
    assertThat(commands.size(), is(greaterThan(5)));
    assertThat(refused(commands), is(empty()));
  }

  /** What gcloud itself says of commands that it does not know. */
  private static List<String> refused(List<String> commands) throws Exception {
    ArrayNode list = JSON.createArrayNode();
    commands.forEach(command -> list.addObject().put("command_string", command.strip()));
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "gcloud");
    Path file = folder.resolve("commands.json");
    Files.writeString(file, JSON.writeValueAsString(list));
    String output =
        Program.onThePath("gcloud")
            .with("CLOUDSDK_CONFIG", folder.toString())
            .run(
                folder,
                PATIENCE,
                List.of("meta", "lint-gcloud-commands", "--commands-file=" + file))
            .succeeded()
            .output();
    JsonNode results = JSON.readTree(output.substring(output.indexOf('[')));
    assertThat(results.size(), is(commands.size()));
    List<String> refused = new ArrayList<>();
    for (JsonNode result : results) {
      if (!result.path("success").asBoolean()) {
        refused.add(result.path("command_string") + ": " + result.path("error_message"));
      }
    }
    return refused;
  }

  /** What a step asks Kafka to make, in order of names. */
  private static Set<String> topics(String step) throws Exception {
    Set<String> commands = new TreeSet<>();
    for (String block : Walkthrough.guide().under(step).blocks("sh")) {
      block
          .lines()
          .filter(line -> line.startsWith("kafka-topics.sh "))
          .forEach(line -> commands.add(line.substring(line.indexOf("--create"))));
    }
    return commands;
  }

  /** What would have to be asked for by the pipeline's manifest. */
  private static Set<String> manifest(String prefix) {
    Set<String> commands = new TreeSet<>();
    for (Topic topic : new FraudApplication().topics().topics()) {
      commands.add(
          "--create --topic "
              + prefix
              + topic.name()
              + " --partitions "
              + topic.partitions()
              + " --config retention.ms="
              + topic.retention().toMillis());
    }
    return commands;
  }
}
