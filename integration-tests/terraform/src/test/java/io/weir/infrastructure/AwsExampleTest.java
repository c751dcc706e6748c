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
package io.weir.infrastructure;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.harness.process.LeakCheck;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.WeirOptions;
import io.weir.runner.flink.FlinkJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The AWS example, really applied, changed and destroyed by Terraform and the AWS provider, against
 * an AWS on the loopback address. The provider's schemas, waits and wire formats are exercised;
 * whether AWS takes the values, and the rights suffice, is not.
 */
public final class AwsExampleTest {
  private static AwsLife life;

  @BeforeClass
  public static void live() throws IOException, InterruptedException {
    try (LeakCheck leaks = LeakCheck.create().allowing(line -> line.startsWith("thread")).begin()) {
      life = AwsLife.live();
    }
  }

  @Test
  public void wrongValuesAreRefusedEachInOneLineBeforeAnythingIsCreated() {
    String output = life.refused().output().replaceAll("[│\\s]+", " ");

    assertThat(life.refused().exitCode(), is(1));
    for (String message :
        List.of(
            "availability_zones is us-east-1a, us-east-1b, must be zones of eu-west-1.",
            "bucket is Weir_Artifacts, must be 3 to 63 of a-z, 0-9 and -,",
            "jar is no-such.jar, must be a file: the last line that ./weir package managed-flink"
                + " prints.",
            "parallelism is 3, must be a multiple of parallelism_per_kpu, which is 2",
            "topic_prefix is team/, must be letters, digits, ., _ and -.")) {
      assertThat(output, containsString(message));
    }
    assertThat(
        life.refused().output().lines().filter(line -> line.contains("Error:")).collect(toList()),
        everyItem(containsString("Invalid value for variable")));
    assertThat(
        life.askedWhileRefused().stream().filter(call -> !call.reads()).collect(toList()),
        is(empty()));
  }

  @Test
  public void theApplicationArrivesWithItsOptionsInTheGroupThatTheJarReads() {
    Map<String, String> properties = properties();

    assertThat(
        properties.remove("kafkaSettings"),
        allOf(containsString("AWS_MSK_IAM"), containsString("SASL_SSL")));
    assertThat(
        properties,
        is(
            Map.of(
                "arrival", "ON_ARRIVAL",
                "bootstrapServers", "b-1.kafka.test:9098,b-2.kafka.test:9098",
                "jobName", "weir-life-fraud",
                "maxParallelism", "128",
                "pipeline", "fraud",
                "topicPrefix", "team.",
                "watermarkFrom", "CLOCK")));
  }

  @Test
  public void theJarUnderstandsTheGroupAndRefusesOneWithATypo() {
    Map<String, String> properties = properties();
    WeirOptions options = FlinkJob.options(JobArguments.of(properties));

    assertThat(options.getJobName(), is("weir-life-fraud"));
    assertThat(options.getBootstrapServers(), is(properties.get("bootstrapServers")));
    assertThat(options.getTopicPrefix(), is("team."));
    assertThat(options.getKafkaSettings(), is(properties.get("kafkaSettings")));
    properties.put("topicPrefx", String.valueOf(properties.remove("topicPrefix")));
    InvalidSettingException refused =
        assertThrows(
            InvalidSettingException.class, () -> FlinkJob.options(JobArguments.of(properties)));
    assertThat(
        refused.getMessage(), allOf(containsString("topicPrefx"), containsString("topicPrefix")));
  }

  @Test
  public void nothingOfTheApplicationIsLeftToWhatTheServiceLikes() {
    JsonNode flink = configuration().path("FlinkApplicationConfiguration");

    assertThat(flink.at("/CheckpointConfiguration/ConfigurationType").asText(), is("CUSTOM"));
    assertThat(flink.at("/CheckpointConfiguration/CheckpointingEnabled").asBoolean(), is(true));
    assertThat(flink.at("/CheckpointConfiguration/CheckpointInterval").asInt(), is(1000));
    assertThat(flink.at("/MonitoringConfiguration/ConfigurationType").asText(), is("CUSTOM"));
    assertThat(flink.at("/ParallelismConfiguration/ConfigurationType").asText(), is("CUSTOM"));
    assertThat(flink.at("/ParallelismConfiguration/Parallelism").asInt(), is(2));
    assertThat(flink.at("/ParallelismConfiguration/AutoScalingEnabled").asBoolean(), is(true));
    assertThat(
        configuration().at("/ApplicationSnapshotConfiguration/SnapshotsEnabled").asBoolean(),
        is(true));
    assertThat(configuration().at("/VpcConfigurations/0/SubnetIds").size(), is(2));
  }

  @Test
  public void theJarArrivesUnderItsDigestAndTheApplicationRunsIt() {
    String key = "jars/weir-" + life.jarDigest() + ".jar";
    JsonNode content =
        configuration().at("/ApplicationCodeConfiguration/CodeContent/S3ContentLocation");

    assertThat(content.path("FileKey").asText(), is(key));
    assertThat(content.path("BucketARN").asText(), is("arn:aws:s3:::weir-life-artifacts"));
    assertThat(life.created("PUT /weir-life-artifacts/" + key + "?x-id=PutObject"), hasSize(1));
    assertThat(life.created("StartApplication"), hasSize(1));
  }

  @Test
  public void theBucketIsClosedToThePublicEncryptedAndVersioned() {
    String access = text("PUT /weir-life-artifacts?publicAccessBlock=");
    for (String block :
        List.of(
            "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
      assertThat(access, containsString("<" + block + ">true</" + block + ">"));
    }
    assertThat(
        text("PUT /weir-life-artifacts?encryption="),
        containsString("<SSEAlgorithm>aws:kms</SSEAlgorithm>"));
    assertThat(
        text("PUT /weir-life-artifacts?versioning="), containsString("<Status>Enabled</Status>"));
    assertThat(text("PUT /weir-life-artifacts?policy="), containsString("aws:SecureTransport"));
  }

  @Test
  public void kafkaArrivesEncryptedPrivateAndWithKnownClientsOnly() {
    JsonNode cluster = life.created("POST /v1/clusters").get(0);

    assertThat(cluster.at("/encryptionInfo/encryptionInTransit/clientBroker").asText(), is("TLS"));
    assertThat(cluster.at("/encryptionInfo/encryptionInTransit/inCluster").asBoolean(), is(true));
    assertThat(
        cluster.at("/encryptionInfo/encryptionAtRest/dataVolumeKMSKeyId").asText(),
        startsWith("arn:aws:kms:eu-west-1:"));
    assertThat(cluster.at("/clientAuthentication/sasl/iam/enabled").asBoolean(), is(true));
    assertThat(
        cluster.at("/clientAuthentication/unauthenticated/enabled").asBoolean(true), is(false));
    assertThat(
        cluster.at("/brokerNodeGroupInfo/connectivityInfo/publicAccess/type").asText(),
        is("DISABLED"));
    assertThat(cluster.at("/brokerNodeGroupInfo/clientSubnets").size(), is(2));
  }

  @Test
  public void noRuleLetsInAnAddressOfTheInternet() {
    List<String> rules = new ArrayList<>();
    life.created("AuthorizeSecurityGroupIngress").forEach(rule -> rules.add(rule.toString()));

    assertThat(rules, hasSize(2));
    assertThat(rules, everyItem(not(containsString("Cidr"))));
  }

  @Test
  public void theSecretHasAPlaceButNoValueComesFromTerraform() {
    assertThat(life.created("CreateSecret"), hasSize(1));
    assertThat(life.created("CreateSecret").get(0).has("SecretString"), is(false));
    assertThat(life.created("PutSecretValue"), is(empty()));
  }

  @Test
  public void alarmsOnLagRestartsCheckpointsAndTritonArrive() {
    List<String> names = new ArrayList<>();
    life.created("PutMetricAlarm").forEach(alarm -> names.add(alarm.path("AlarmName").asText()));
    names.sort(null);

    assertThat(
        names,
        contains(
            "weir-life-checkpoint-age",
            "weir-life-checkpoint-duration",
            "weir-life-checkpoint-failures",
            "weir-life-downtime",
            "weir-life-kafka-offline-partitions",
            "weir-life-lag-team.labels",
            "weir-life-lag-team.transactions",
            "weir-life-restarts",
            "weir-life-triton-queue"));
  }

  @Test
  public void lagIsWatchedOfTheGroupThatTheJobCommitsInAndOfTheTopicsThatItReads() {
    String group = KafkaSettings.consumerGroup(FlinkJob.options(JobArguments.of(properties())));
    List<String> watched = new ArrayList<>();
    life.created("PutMetricAlarm")
        .forEach(
            alarm -> {
              if (alarm.path("MetricName").asText().equals("EstimatedMaxTimeLag")) {
                Map<String, String> dimensions = new TreeMap<>();
                for (int number = 1; alarm.has(dimension(number, "Name")); number++) {
                  dimensions.put(
                      alarm.path(dimension(number, "Name")).asText(),
                      alarm.path(dimension(number, "Value")).asText());
                }
                assertThat(dimensions, hasEntry("Consumer Group", group));
                watched.add(String.valueOf(dimensions.get("Topic")));
              }
            });
    assertThat(watched, containsInAnyOrder("team.labels", "team.transactions"));
  }

  @Test
  public void thereIsSomethingOfEveryKindAndAfterDestroyNothing() {
    List<AwsListing> missing = new ArrayList<>();
    List<AwsListing> left = new ArrayList<>();
    for (AwsListing listing : AwsListing.values()) {
      if (!String.valueOf(life.afterApply().get(listing)).contains(AwsLife.NAME)) {
        missing.add(listing);
      }
      if (String.valueOf(life.afterDestroy().get(listing)).contains(AwsLife.NAME)) {
        left.add(listing);
      }
    }
    assertThat("not there after apply", missing, is(empty()));
    assertThat("there after destroy", left, is(empty()));
  }

  @Test
  public void whatWasAppliedIsNotPlannedAgain() {
    assertThat(life.plannedAgain(), is(empty()));
    assertThat(life.plannedAfterChange(), is(empty()));
  }

  @Test
  public void anotherModelAndParallelismChangeTheApplicationInPlace() {
    assertThat(
        life.plannedChange(),
        containsInAnyOrder(
            "update module.flink.aws_iam_role_policy.main",
            "update module.flink.aws_kinesisanalyticsv2_application.main"));
    assertThat(life.changed("DeleteApplication"), is(empty()));
    assertThat(life.changed("CreateApplication"), is(empty()));
    JsonNode update =
        life.changed("UpdateApplication").get(0).path("ApplicationConfigurationUpdate");
    assertThat(
        update
            .at(
                "/FlinkApplicationConfigurationUpdate/ParallelismConfigurationUpdate/ParallelismUpdate")
            .asInt(),
        is(4));
    assertThat(
        update.at("/EnvironmentPropertyUpdates/PropertyGroups/0/PropertyMap/model").asText(),
        is("s3://weir-life-artifacts/models/fraud/7"));
  }

  /** That the service takes one, and starts from it, is its promise: here the loopback keeps it. */
  @Test
  public void theUpdateIsAskedForSoThatTheServiceTakesASnapshotAndGoesOnFromIt() {
    List<JsonNode> updates = life.changed("UpdateApplication");

    assertThat(updates, hasSize(1));
    assertThat(
        configuration().at("/ApplicationSnapshotConfiguration/SnapshotsEnabled").asBoolean(),
        is(true));
    assertThat(
        updates
            .get(0)
            .at(
                "/ApplicationConfigurationUpdate/ApplicationSnapshotConfigurationUpdate"
                    + "/SnapshotsEnabledUpdate")
            .asBoolean(true),
        is(true));
    assertThat(life.created("StartApplication"), hasSize(1));
    assertThat(
        life.created("StartApplication")
            .get(0)
            .at("/RunConfiguration/ApplicationRestoreConfiguration/ApplicationRestoreType")
            .asText(),
        is("RESTORE_FROM_LATEST_SNAPSHOT"));
    assertThat(
        updates
            .get(0)
            .at("/RunConfigurationUpdate/ApplicationRestoreConfiguration/ApplicationRestoreType")
            .asText("RESTORE_FROM_LATEST_SNAPSHOT"),
        is("RESTORE_FROM_LATEST_SNAPSHOT"));
    assertThat(life.changed("StopApplication"), is(empty()));
  }

  @Test
  public void theGuideLeadsFromNothingToARunningJobAndBack() {
    assertThat(life.seenRunning().lines().collect(toList()), hasItem("RUNNING"));
    assertThat(life.snapshots().strip(), endsWith("weir-life-fraud-1"));
    assertThat(
        life.changed().stream().map(AwsCall::action).collect(toList()),
        hasItem(startsWith("PUT /weir-life-artifacts/models/fraud/7/model.onnx")));
    assertThat(life.stepsLeft(), is(empty()));
  }

  private static String dimension(int number, String part) {
    return "Dimensions.member." + number + "." + part;
  }

  private static Map<String, String> properties() {
    JsonNode groups = configuration().path("EnvironmentProperties").path("PropertyGroups");
    assertThat(groups.size(), is(1));
    assertThat(groups.get(0).path("PropertyGroupId").asText(), is("weir"));
    Map<String, String> properties = new TreeMap<>();
    groups
        .get(0)
        .path("PropertyMap")
        .fields()
        .forEachRemaining(entry -> properties.put(entry.getKey(), entry.getValue().asText()));
    return properties;
  }

  private static JsonNode configuration() {
    assertThat(life.created("CreateApplication"), hasSize(1));
    return life.created("CreateApplication").get(0).path("ApplicationConfiguration");
  }

  private static String text(String action) {
    assertThat(action, life.created(action), hasSize(1));
    return life.created(action).get(0).asText();
  }
}
