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

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a plan for Google Cloud must not hold, by what Terraform says of it in JSON. */
final class PlanPolicy {
  private static final Set<String> EVERYBODY = Set.of("allUsers", "allAuthenticatedUsers");
  private static final Set<String> PRIMITIVE_ROLES =
      Set.of("roles/owner", "roles/editor", "roles/viewer");

  private final List<String> violations = new ArrayList<>();

  private PlanPolicy() {}

  /** What is wrong with a plan, with the address of the resource; empty if nothing is. */
  static List<String> violations(JsonNode plan) {
    PlanPolicy policy = new PlanPolicy();
    for (JsonNode change : plan.path("resource_changes")) {
      policy.resource(change);
    }
    return policy.violations;
  }

  /** How many resources of each type a plan holds. */
  static Map<String, Integer> types(JsonNode plan) {
    Map<String, Integer> types = new TreeMap<>();
    for (JsonNode change : plan.path("resource_changes")) {
      types.merge(change.path("type").asText(), 1, Integer::sum);
    }
    return types;
  }

  private void resource(JsonNode change) {
    String address = change.path("address").asText();
    JsonNode after = change.path("change").path("after");
    JsonNode unknown = change.path("change").path("after_unknown");
    String type = change.path("type").asText();
    if (type.contains("_iam_")) {
      access(address, after);
    }
    require(
        !type.equals("google_service_account_key"),
        address + ": a key of a service account would stand in the state");
    require(
        !type.equals("google_secret_manager_secret_version"),
        address + ": a secret's value would stand in the state");
    switch (type) {
      case "google_dataflow_flex_template_job":
        require(
            after.path("ip_configuration").asText().equals("WORKER_IP_PRIVATE"),
            address + ": workers have public addresses");
        require(after.path("on_delete").asText().equals("drain"), address + ": it is not drained");
        encrypted(address, after.path("kms_key_name"), unknown.path("kms_key_name"));
        break;
      case "google_managed_kafka_cluster":
        encrypted(
            address,
            after.path("gcp_config").path(0).path("kms_key"),
            unknown.path("gcp_config").path(0).path("kms_key"));
        break;
      case "google_storage_bucket":
        require(
            after.path("public_access_prevention").asText().equals("enforced")
                && after.path("uniform_bucket_level_access").asBoolean(),
            address + ": it can be opened to everybody");
        encrypted(
            address,
            after.path("encryption").path(0).path("default_kms_key_name"),
            unknown.path("encryption").path(0).path("default_kms_key_name"));
        break;
      case "google_artifact_registry_repository":
        encrypted(address, after.path("kms_key_name"), unknown.path("kms_key_name"));
        break;
      case "google_secret_manager_secret":
        JsonNode replicas = path(after);
        JsonNode unknownReplicas = path(unknown);
        encrypted(
            address,
            replicas.path("customer_managed_encryption").path(0).path("kms_key_name"),
            unknownReplicas.path("customer_managed_encryption").path(0).path("kms_key_name"));
        break;
      case "google_compute_firewall":
        firewall(address, after);
        break;
      case "google_compute_subnetwork":
        require(
            after.path("private_ip_google_access").asBoolean()
                && after.path("log_config").size() > 0,
            address + ": it has no private way to Google, or no log");
        break;
      case "google_compute_router_nat":
      case "google_compute_address":
      case "google_compute_global_address":
        violations.add(address + ": it is a way to the internet");
        break;
      default:
        break;
    }
  }

  private static JsonNode path(JsonNode secret) {
    return secret.path("replication").path(0).path("user_managed").path(0).path("replicas").path(0);
  }

  private void access(String address, JsonNode after) {
    String role = after.path("role").asText();
    require(!PRIMITIVE_ROLES.contains(role), address + ": " + role + " is far too much");
    require(
        !role.endsWith(".admin") && !role.endsWith("Admin"),
        address + ": " + role + " is too much");
    require(!EVERYBODY.contains(after.path("member").asText()), address + ": it is for everybody");
    for (JsonNode member : after.path("members")) {
      require(!EVERYBODY.contains(member.asText()), address + ": it is for everybody");
    }
  }

  private void firewall(String address, JsonNode after) {
    boolean allows = after.path("allow").size() > 0;
    for (String side : List.of("source_ranges", "destination_ranges")) {
      for (JsonNode range : after.path(side)) {
        require(
            !allows || !range.asText().endsWith("/0"), address + ": it is open to the internet");
      }
    }
    require(
        !allows
            || !after.path("direction").asText().equals("INGRESS")
            || after.path("source_tags").size() + after.path("source_ranges").size() > 0,
        address + ": it is open to everybody");
  }

  /**
   * A key that is made with the rest is not known yet, but one that is not set is null and known.
   */
  private void encrypted(String address, JsonNode key, JsonNode unknown) {
    require(
        unknown.asBoolean() || !key.asText("").isEmpty(),
        address + ": it is not encrypted with a key of ours");
  }

  private void require(boolean condition, String violation) {
    if (!condition) {
      violations.add(violation);
    }
  }
}
