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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infrastructure.program.GoProgram;
import io.weir.infrastructure.program.Program;
import io.weir.infrastructure.program.ProgramRun;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.KafkaSettings;
import io.weir.runner.flink.FlinkJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/**
 * The rules, read by Prometheus' own parser of rule files: expressions, templates and durations.
 */
@RunWith(JUnit4.class)
public final class PrometheusRulesTest {
  private static final String FLINK = "flink_least";
  private static final String TRITON = "triton_least";

  private static final Pattern GROUPS = Pattern.compile("consumergroup=~\"([^\"]+)\"");

  /** Half an hour, one value each 15 seconds. */
  private static final String HEALTHY_JOB =
      "  flink_jobmanager_numRunningJobs{POD} 1x120\n"
          + "  flink_jobmanager_job_numRestarts{POD} 0x120\n"
          + "  flink_jobmanager_job_numberOfCompletedCheckpoints{POD} 0+1x120\n"
          + "  kafka_consumergroup_lag{consumergroup=\"fraud\"} 10x120\n"
          + "  kafka_consumergroup_lag{consumergroup=\"fraud-in\"} 10x120\n"
          + "  kafka_consumergroup_lag{consumergroup=\"fraudulent\"} 10x120\n";

  private static final String HEALTHY_SERVER =
      "  nv_inference_queue_duration_us{POD} 0+1000x120\n"
          + "  nv_inference_compute_infer_duration_us{POD} 0+10000x120\n"
          + "  nv_inference_pending_request_count{POD} 3x120\n"
          + "  nv_inference_request_success{POD} 0+1500x120\n"
          + "  nv_inference_request_failure{POD} 0x120\n";

  @Test
  public void prometheusReadsEveryRule() throws Exception {
    for (Manifest rule : RenderedManifests.of("PrometheusRule")) {
      ProgramRun run = check(rule.tree().path("spec"));
      assertThat(rule + ": " + run.output(), run.exitCode(), is(0));
    }
  }

  @Test
  public void anExpressionThatIsNoneIsRefused() throws Exception {
    Manifest good = RenderedManifests.named("flink_least/prometheus-rule");
    String changed = good.yaml().replace("max(increase(", "max(increase((");
    assertThat(changed, is(not(good.yaml())));
    ProgramRun run = check(Manifest.of("changed", changed).tree().path("spec"));
    assertThat(run.exitCode(), is(not(0)));
    assertThat(run.output(), containsString("parse expression"));
  }

  @Test
  public void aHealthyJobWakesNobody() throws Exception {
    assertThat(firing(FLINK, HEALTHY_JOB), is(empty()));
  }

  @Test
  public void aJobThatIsGoneIsTold() throws Exception {
    assertThat(firing(FLINK, ""), hasItem("FlinkJobNotRunning"));
    assertThat(
        firing(
            FLINK, HEALTHY_JOB.replace("numRunningJobs{POD} 1x120", "numRunningJobs{POD} 0x120")),
        is(List.of("FlinkJobNotRunning")));
  }

  @Test
  public void restartsAreTold() throws Exception {
    assertThat(
        firing(
            FLINK, HEALTHY_JOB.replace("numRestarts{POD} 0x120", "numRestarts{POD} 0x80 1+1x40")),
        is(List.of("FlinkJobRestarts")));
  }

  @Test
  public void aJobWithoutCheckpointsIsTold() throws Exception {
    assertThat(
        firing(
            FLINK,
            HEALTHY_JOB.replace(
                "CompletedCheckpoints{POD} 0+1x120", "CompletedCheckpoints{POD} 0+1x90 90x30")),
        is(List.of("FlinkCheckpointTooOld")));
  }

  @Test
  public void lagOfAllGroupsOfTheJobTogetherIsToldAndThatOfOthersIsNot() throws Exception {
    String two =
        HEALTHY_JOB
            .replace(
                "{consumergroup=\"fraud-in\"} 10x120", "{consumergroup=\"fraud-in\"} 30000x120")
            .replace("{consumergroup=\"fraud\"} 10x120", "{consumergroup=\"fraud\"} 30000x120");
    assertThat(firing(FLINK, two), is(List.of("KafkaLagTooHigh")));
    assertThat(
        firing(FLINK, HEALTHY_JOB.replace("\"fraudulent\"} 10x120", "\"fraudulent\"} 90000x120")),
        is(empty()));
  }

  @Test
  public void aHealthyServerWakesNobody() throws Exception {
    assertThat(firing(TRITON, HEALTHY_SERVER), is(empty()));
  }

  @Test
  public void anIdleServerWakesNobody() throws Exception {
    assertThat(firing(TRITON, HEALTHY_SERVER.replaceAll("0\\+[0-9]+x120", "0x120")), is(empty()));
  }

  @Test
  public void requestsThatWaitLongerThanTheyAreComputedAreTold() throws Exception {
    assertThat(
        firing(TRITON, HEALTHY_SERVER.replace("0+1000x120", "0+90000x120")),
        is(List.of("TritonQueueTooLong")));
  }

  @Test
  public void requestsThatPileUpAreTold() throws Exception {
    assertThat(
        firing(TRITON, HEALTHY_SERVER.replace("count{POD} 3x120", "count{POD} 3x90 5000x30")),
        is(List.of("TritonRequestsPending")));
  }

  @Test
  public void requestsThatFailAreTold() throws Exception {
    assertThat(
        firing(TRITON, HEALTHY_SERVER.replace("failure{POD} 0x120", "failure{POD} 0+100x120")),
        is(List.of("TritonRequestsFail")));
  }

  @Test
  public void aServerThatIsGoneIsTold() throws Exception {
    assertThat(firing(TRITON, ""), is(List.of("TritonDown")));
  }

  @Test
  public void theGroupThatTheJobCommitsInIsOneWhoseLagIsWatched() throws Exception {
    List<Manifest> deployments = RenderedManifests.of("FlinkDeployment");
    assertThat(deployments, is(not(empty())));
    for (Manifest deployment : deployments) {
      List<String> arguments = new ArrayList<>();
      deployment.tree().at("/spec/job/args").forEach(each -> arguments.add(each.asText()));
      String group = KafkaSettings.consumerGroup(FlinkJob.options(JobArguments.of(arguments)));
      String set = deployment.toString().replaceFirst("/.*", "");
      Matcher watched =
          GROUPS.matcher(
              RenderedManifests.named(set + "/prometheus-rule")
                  .tree()
                  .at("/spec/groups/0/rules/0/expr")
                  .asText());
      assertThat(watched.find(), is(true));
      assertThat(group, matchesPattern(watched.group(1)));
    }
  }

  @Test
  public void theAutoscalerOfTheJobIsToldTheLagOfAllItsGroups() throws Exception {
    String series =
        HEALTHY_JOB
            .replace("{consumergroup=\"fraud\"} 10x120", "{consumergroup=\"fraud\"} 30000x120")
            .replace(
                "{consumergroup=\"fraud-in\"} 10x120", "{consumergroup=\"fraud-in\"} 20000x120");
    JsonNode metric = autoscaler(FLINK).path("external").path("metric");
    assertTold(FLINK, series, metric, metric.at("/selector/matchLabels"), 50_000);
  }

  @Test
  public void theAutoscalerOfTheServerIsToldHowLongRequestsWaitForHowLongTheyAreComputed()
      throws Exception {
    String series = HEALTHY_SERVER.replace("0+1000x120", "0+25000x120");
    JsonNode metric = autoscaler(TRITON).path("pods").path("metric");
    ObjectNode pod = JsonNodeFactory.instance.objectNode().put("pod", "triton-1");
    assertTold(TRITON, series, metric, pod, 2.5);
  }

  private static JsonNode autoscaler(String set) throws Exception {
    JsonNode metrics =
        RenderedManifests.named(set + "/horizontal-pod-autoscaler").tree().at("/spec/metrics");
    assertThat(metrics.size(), is(1));
    return metrics.path(0);
  }

  /**
   * Asks as prometheus-adapter does, by its rule for the metric that an autoscaler names, and
   * compares what Prometheus answers.
   */
  private static void assertTold(
      String set, String series, JsonNode metric, JsonNode labels, double value) throws Exception {
    JsonNode adapter = RenderedManifests.adapterRule(set).tree();
    assertThat(adapter.at("/name/as").asText(), is(metric.path("name").asText()));
    String name = adapter.path("seriesQuery").asText().replaceAll("\\{.*", "");
    List<String> matchers = new ArrayList<>(List.of("namespace=\"weir\""));
    labels
        .fields()
        .forEachRemaining(
            label -> matchers.add(label.getKey() + "=\"" + label.getValue().asText() + "\""));
    String query =
        adapter
            .path("metricsQuery")
            .asText()
            .replace("<<.Series>>", name)
            .replace("<<.LabelMatchers>>", String.join(",", matchers))
            .replace("<<.GroupBy>>", "pod");
    ObjectNode spec =
        RenderedManifests.named(set + "/prometheus-rule").tree().path("spec").deepCopy();
    ArrayNode rules = spec.withArray("groups").addObject().put("name", "adapter").putArray("rules");
    rules.addObject().put("alert", "Told").put("expr", query + " == " + value);
    assertThat(firing(set, spec, series), hasItem("Told"));
  }

  /** What fires after half an hour of such series. */
  private static List<String> firing(String set, String series) throws Exception {
    Manifest manifest = RenderedManifests.named(set + "/prometheus-rule");
    return firing(set, manifest.tree().path("spec"), series);
  }

  private static List<String> firing(String set, JsonNode rules, String series) throws Exception {
    String pod =
        set.equals(FLINK)
            ? "namespace=\"weir\",app=\"fraud\""
            : "namespace=\"weir\",app_kubernetes_io_instance=\"triton\",pod=\"triton-1\"";
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rules");
    Path file = folder.resolve("series");
    Files.writeString(file, "load 15s\n" + series.replace("POD", pod));
    return run(rules, folder, file.toString())
        .succeeded()
        .output()
        .lines()
        .collect(Collectors.toList());
  }

  private static ProgramRun check(JsonNode groups) throws Exception {
    return run(groups, Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rules"));
  }

  private static ProgramRun run(JsonNode groups, Path folder, String... more) throws Exception {
    Path file = folder.resolve("rules.json");
    // JSON is YAML.
    Files.writeString(file, new ObjectMapper().writeValueAsString(groups));
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    return Program.at(GoProgram.of("rule-check")).run(folder, Duration.ofMinutes(1), arguments);
  }
}
