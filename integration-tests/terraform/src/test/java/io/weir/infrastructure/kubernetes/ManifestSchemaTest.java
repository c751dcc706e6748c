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

package io.weir.infrastructure.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infrastructure.program.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** Every manifest of every set, against the schema that its makers publish, strictly. */
@RunWith(JUnit4.class)
public final class ManifestSchemaTest {
  private static final List<String> RELEASES = List.of("1.29", "1.31", "1.34");

  @Test
  public void kindsOfTheCoreFitTheirSchemas() throws Exception {
    CoreSchemas schemas = CoreSchemas.get();
    List<Manifest> core = ofTheCore();
    assertThat(core, is(not(empty())));
    for (String release : RELEASES) {
      ProgramRun run = schemas.check(release, core);
      assertThat(release + ": " + run.output(), run.exitCode(), is(0));
    }
  }

  @Test
  public void aTypoInAKindOfTheCoreIsRefused() throws Exception {
    CoreSchemas schemas = CoreSchemas.get();
    Manifest deployment = RenderedManifests.named("triton_least/deployment");
    ProgramRun typo =
        schemas.check("1.31", List.of(changed(deployment, "readinessProbe", "readynessProbe")));
    assertThat(typo.output(), typo.exitCode(), is(not(0)));
    assertThat(typo.output(), containsString("readynessProbe"));
    ProgramRun type =
        schemas.check("1.31", List.of(changed(deployment, "\"maxSurge\": 1", "\"maxSurge\": [1]")));
    assertThat(type.output(), type.exitCode(), is(not(0)));
  }

  @Test
  public void flinkDeploymentsFitTheOperatorsDefinition() throws Exception {
    CustomResourceSchema schema = CustomResourceDefinitions.flinkDeployment();
    List<Manifest> deployments = RenderedManifests.of("FlinkDeployment");
    assertThat(deployments, is(not(empty())));
    for (Manifest deployment : deployments) {
      assertThat(deployment.toString(), schema.problems(deployment.tree()), is(empty()));
    }
  }

  /** An autoscaler does nothing where what it scales is not set. */
  @Test
  public void theScaleOfAFlinkDeploymentIsSetWhereAnAutoscalerFollowsIt() throws Exception {
    assertThat(
        CustomResourceDefinitions.flinkDefinition()
            .at("/spec/versions/0/subresources/scale/specReplicasPath")
            .asText(),
        is(".spec.taskManager.replicas"));
    JsonNode replicas =
        RenderedManifests.named("flink_least/flink-deployment")
            .tree()
            .at("/spec/taskManager/replicas");
    assertThat(replicas.asInt(), is(2));
  }

  @Test
  public void aTypoInAFlinkDeploymentIsRefused() throws Exception {
    CustomResourceSchema schema = CustomResourceDefinitions.flinkDeployment();
    Manifest deployment = RenderedManifests.named("flink_least/flink-deployment");
    assertRefused(schema, deployment, "\"parallelism\":", "\"paralelism\":", "paralelism");
    assertRefused(
        schema,
        deployment,
        "\"upgradeMode\": \"savepoint\"",
        "\"upgradeMode\": \"safe\"",
        "upgradeMode");
    assertRefused(
        schema, deployment, "\"parallelism\": 2", "\"parallelism\": \"two\"", "parallelism");
    assertRefused(
        schema,
        deployment,
        "\"readOnlyRootFilesystem\"",
        "\"readOnlyRootFileSystem\"",
        "readOnlyRootFileSystem");
  }

  /** The operator makes pods of the template: what it adds is the image and the name. */
  @Test
  public void podTemplatesOfFlinkDeploymentsFitTheSchemaOfPods() throws Exception {
    List<Manifest> pods = new ArrayList<>();
    for (Manifest deployment : RenderedManifests.of("FlinkDeployment")) {
      ObjectNode pod = deployment.tree().path("spec").path("podTemplate").deepCopy();
      ((ObjectNode) pod.path("metadata")).put("name", "pod");
      ((ObjectNode) pod.path("spec").path("containers").path(0))
          .put("image", deployment.tree().path("spec").path("image").asText());
      pods.add(Manifest.of(deployment + "-pod", new ObjectMapper().writeValueAsString(pod)));
    }
    ProgramRun run = CoreSchemas.get().check("1.31", pods);
    assertThat(run.output(), run.exitCode(), is(0));
  }

  @Test
  public void monitorsAndRulesFitThePrometheusOperatorsDefinitions() throws Exception {
    assertFit(CustomResourceDefinitions.prometheus("podmonitors"), "PodMonitor");
    assertFit(CustomResourceDefinitions.prometheus("prometheusrules"), "PrometheusRule");
  }

  @Test
  public void aTypoInAMonitorOrARuleIsRefused() throws Exception {
    assertRefused(
        CustomResourceDefinitions.prometheus("podmonitors"),
        RenderedManifests.named("triton_least/pod-monitor"),
        "\"podTargetLabels\"",
        "\"podTargetLabel\"",
        "podTargetLabel");
    assertRefused(
        CustomResourceDefinitions.prometheus("prometheusrules"),
        RenderedManifests.named("triton_least/prometheus-rule"),
        "\"expr\"",
        "\"expression\"",
        "expression");
  }

  @Test
  public void everyKindIsChecked() throws Exception {
    List<String> others =
        RenderedManifests.all().stream()
            .filter(manifest -> !manifest.isOfTheCore())
            .map(Manifest::kind)
            .distinct()
            .sorted()
            .collect(Collectors.toList());
    assertThat(others, is(List.of("FlinkDeployment", "PodMonitor", "PrometheusRule")));
  }

  private static List<Manifest> ofTheCore() throws Exception {
    return RenderedManifests.all().stream()
        .filter(Manifest::isOfTheCore)
        .collect(Collectors.toList());
  }

  private static void assertFit(CustomResourceSchema schema, String kind) throws Exception {
    List<Manifest> manifests = RenderedManifests.of(kind);
    assertThat(manifests, is(not(empty())));
    for (Manifest manifest : manifests) {
      assertThat(manifest.toString(), schema.problems(manifest.tree()), is(empty()));
    }
  }

  private static void assertRefused(
      CustomResourceSchema schema, Manifest good, String from, String to, String named) {
    List<String> problems = schema.problems(changed(good, from, to).tree());
    assertThat(
        problems, hasItem(anyOf(containsString("'" + named + "'"), containsString("." + named))));
  }

  private static Manifest changed(Manifest good, String from, String to) {
    assertThat(good.yaml(), containsString(from));
    return Manifest.of(good + "-changed", good.yaml().replace(from, to));
  }
}
