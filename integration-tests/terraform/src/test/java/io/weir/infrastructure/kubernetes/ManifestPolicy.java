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

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a manifest must not say, after the Pod Security Standard <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">restricted</a> and
 * the rules of this project for networks, services and roles.
 */
final class ManifestPolicy {
  private final List<String> violations = new ArrayList<>();

  private ManifestPolicy() {}

  /** What is wrong with an object; empty if nothing is. */
  static List<String> violations(JsonNode object) {
    ManifestPolicy policy = new ManifestPolicy();
    JsonNode spec = object.path("spec");
    String kind = object.path("kind").asText();
    if (kind.equals("Deployment")) {
      policy.pod(spec.path("template").path("spec"), true);
    } else if (kind.equals("FlinkDeployment")) {
      // The operator sets the limits from the resources of JobManager and TaskManager.
      policy.pod(spec.path("podTemplate").path("spec"), false);
      for (String part : List.of("jobManager", "taskManager")) {
        policy.require(
            spec.path(part).path("resource").has("memory"), part + " has no limit of memory");
      }
    } else if (kind.equals("NetworkPolicy")) {
      policy.network(spec);
    } else if (kind.equals("Service")) {
      String type = spec.path("type").asText("ClusterIP");
      policy.require(
          type.equals("ClusterIP"), "a service of type " + type + " is reached from outside");
    } else if (kind.equals("Role")) {
      policy.role(object.path("rules"));
    }
    return policy.violations;
  }

  private void pod(JsonNode pod, boolean limits) {
    JsonNode security = pod.path("securityContext");
    require(security.path("runAsNonRoot").asBoolean(), "a pod may run as root");
    require(
        security.path("seccompProfile").path("type").asText().equals("RuntimeDefault"),
        "a pod may call all of the kernel");
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!pod.path(shared).asBoolean(), "a pod shares the node's " + shared);
    }
    for (JsonNode volume : pod.path("volumes")) {
      require(!volume.has("hostPath"), "a pod mounts a folder of the node");
    }
    require(pod.path("containers").size() > 0, "a pod has no container");
    for (JsonNode container : pod.path("containers")) {
      container(container, limits);
    }
  }

  private void container(JsonNode container, boolean limits) {
    String name = "container " + container.path("name").asText();
    JsonNode security = container.path("securityContext");
    require(
        security.path("readOnlyRootFilesystem").asBoolean(),
        name + " may write its root file system");
    require(
        security.has("allowPrivilegeEscalation")
            && !security.path("allowPrivilegeEscalation").asBoolean(),
        name + " may gain rights");
    require(
        security.path("capabilities").path("drop").path(0).asText().equals("ALL")
            && !security.path("capabilities").has("add"),
        name + " keeps capabilities");
    if (limits) {
      for (String resource : List.of("cpu", "memory")) {
        require(
            container.path("resources").path("limits").has(resource),
            name + " has no limit of " + resource);
      }
    }
  }

  private void network(JsonNode spec) {
    require(
        spec.path("podSelector").path("matchLabels").size() > 0,
        "a policy is for every pod there is");
    require(spec.path("policyTypes").size() == 2, "a policy leaves one direction open");
    for (String direction : List.of("ingress", "egress")) {
      for (JsonNode rule : spec.path(direction)) {
        JsonNode peers = rule.path(direction.equals("ingress") ? "from" : "to");
        require(peers.size() > 0, "a network rule is for everybody");
        for (JsonNode peer : peers) {
          String block = peer.path("ipBlock").path("cidr").asText();
          require(!block.endsWith("/0"), "the network is open to " + block);
        }
      }
    }
  }

  private void role(JsonNode rules) {
    for (JsonNode rule : rules) {
      for (String part : List.of("apiGroups", "resources", "verbs")) {
        for (JsonNode value : rule.path(part)) {
          require(!value.asText().equals("*"), "a role has a wildcard in " + part);
        }
      }
    }
  }

  private void require(boolean condition, String violation) {
    if (!condition) {
      violations.add(violation);
    }
  }
}
