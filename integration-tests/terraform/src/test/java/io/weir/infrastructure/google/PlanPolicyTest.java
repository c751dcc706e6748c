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

package io.weir.infrastructure.google;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infrastructure.TerraformTree;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** The plan of the whole example, and what the policy would say if it were another. */
@RunWith(JUnit4.class)
public final class PlanPolicyTest {
  private static final String EXAMPLE = "examples/gcp-complete";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode plan;

  @BeforeClass
  public static void planTheExample() throws Exception {
    try (TerraformTree tree = SchemaFolders.copy()) {
      tree.init(EXAMPLE);
      tree.run(
              EXAMPLE,
              PATIENCE,
              "plan",
              "-out=plan",
              "-var=project_id=weir-test",
              "-var=template_ready=true",
              "-var=producers={web=\"web@weir-test.iam.gserviceaccount.com\"}",
              "-var=consumers={desk=\"desk@weir-test.iam.gserviceaccount.com\"}")
          .succeeded();
      String shown = tree.run(EXAMPLE, PATIENCE, "show", "-json", "plan").succeeded().output();
      plan = JSON.readTree(shown);
    }
  }

  @Test
  public void theExampleHoldsWhatItPromises() {
    assertThat(
        PlanPolicy.types(plan).keySet(),
        hasItems(
            "google_dataflow_flex_template_job",
            "google_managed_kafka_cluster",
            "google_managed_kafka_acl",
            "google_storage_bucket",
            "google_artifact_registry_repository",
            "google_compute_firewall",
            "google_kms_crypto_key",
            "google_monitoring_alert_policy"));
    assertThat(PlanPolicy.violations(plan), is(empty()));
  }

  @Test
  public void publicAddressesOfWorkersAreFound() {
    assertFound(
        "google_dataflow_flex_template_job",
        job -> job.put("ip_configuration", "WORKER_IP_PUBLIC"),
        "workers have public addresses");
  }

  @Test
  public void aJobThatIsCancelledIsFound() {
    assertFound(
        "google_dataflow_flex_template_job",
        job -> job.put("on_delete", "cancel"),
        "it is not drained");
  }

  @Test
  public void aPrimitiveRoleIsFound() {
    assertFound(
        "google_project_iam_member", member -> member.put("role", "roles/editor"), "far too much");
  }

  @Test
  public void anAdministratorIsFound() {
    assertFound(
        "google_project_iam_member",
        member -> member.put("role", "roles/storage.admin"),
        "is too much");
  }

  @Test
  public void everybodyIsFound() {
    assertFound(
        "google_storage_bucket_iam_member",
        member -> member.put("member", "allUsers"),
        "it is for everybody");
  }

  @Test
  public void aBucketThatCanBeOpenedIsFound() {
    assertFound(
        "google_storage_bucket",
        bucket -> bucket.put("public_access_prevention", "inherited"),
        "it can be opened to everybody");
  }

  @Test
  public void aClusterWithoutAKeyOfOursIsFound() {
    JsonNode changed = plan.deepCopy();
    for (JsonNode change : changed.path("resource_changes")) {
      if (change.path("type").asText().equals("google_managed_kafka_cluster")) {
        ObjectNode states = (ObjectNode) change.path("change");
        ((ObjectNode) states.path("after").path("gcp_config").path(0)).putNull("kms_key");
        ((ObjectNode) states.path("after_unknown").path("gcp_config").path(0)).remove("kms_key");
      }
    }
    assertThat(
        PlanPolicy.violations(changed),
        hasItem(containsString("it is not encrypted with a key of ours")));
  }

  @Test
  public void aFirewallThatIsOpenToTheInternetIsFound() {
    assertFound(
        "google_compute_firewall",
        rule -> {
          rule.putArray("allow").addObject().put("protocol", "tcp");
          rule.putArray("destination_ranges").add("0.0.0.0/0");
        },
        "it is open to the internet");
  }

  private static void assertFound(String type, Consumer<ObjectNode> change, String violation) {
    JsonNode changed = plan.deepCopy();
    for (JsonNode resource : changed.path("resource_changes")) {
      if (resource.path("type").asText().equals(type)) {
        change.accept((ObjectNode) resource.path("change").path("after"));
      }
    }
    assertThat(PlanPolicy.violations(changed), hasItem(containsString(violation)));
  }
}
