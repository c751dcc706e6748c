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

import static java.util.stream.Collectors.toUnmodifiableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infrastructure.guide.Walkthrough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The life of {@code examples/aws-complete} on a loopback AWS, by the commands of the guide:
 * refused with wrong values, created, planned again, upgraded, planned again, taken away. What was
 * seen on the way is kept for tests.
 */
final class AwsLife {
  static final String REGION = "eu-west-1";
  static final String NAME = "weir-life";
  private static final String EXAMPLE = "examples/aws-complete";
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TerraformRun refused;
  private final List<AwsCall> askedWhileRefused;
  private final List<AwsCall> created;
  private final String seenRunning;
  private final Map<AwsListing, String> afterApply;
  private final List<String> plannedAgain;
  private final List<String> plannedChange;
  private final List<AwsCall> changed;
  private final String snapshots;
  private final List<String> stepsLeft;
  private final List<String> plannedAfterChange;
  private final Map<AwsListing, String> afterDestroy;
  private final String jarDigest;

  private AwsLife(Stages stages) throws IOException, InterruptedException {
    stages.take("Prepare on AWS");
    jarDigest = Sha256.of(stages.walk.jar());
    refused =
        stages.terraform(
            "plan",
            "-var=availability_zones=[\"us-east-1a\",\"us-east-1b\"]",
            "-var=bucket=Weir_Artifacts",
            "-var=jar=no-such.jar",
            "-var=parallelism=3",
            "-var=parallelism_per_kpu=2",
            "-var=topic_prefix=team/");
    askedWhileRefused = stages.calls();
    stages.take("Create on AWS");
    created = stages.calls();
    seenRunning = stages.take("See that it runs on AWS");
    afterApply = stages.listings();
    plannedAgain = stages.planned();
    stages.calls();
    snapshots = stages.take("Upgrade on AWS");
    changed = stages.calls();
    plannedChange = stages.shown("weir.tfplan");
    plannedAfterChange = stages.planned();
    stages.take("Take it away from AWS");
    afterDestroy = stages.listings();
    stepsLeft = stages.walk.left("AWS");
  }

  /** Lives it. */
  static AwsLife live() throws IOException, InterruptedException {
    try (TerraformTree tree = TerraformTree.copy()) {
      Path folder = Files.createDirectory(tree.checkout().resolve("loopback"));
      try (LoopbackAws aws = LoopbackAws.start(folder)) {
        Path example = tree.of(EXAMPLE);
        Files.writeString(example.resolve("loopback_override.tf"), aws.override());
        // Over what the guide says, so that nothing of it is only a default that fits.
        Files.writeString(
            example.resolve("life.auto.tfvars"),
            "name           = \""
                + NAME
                + "\"\n"
                + "bucket         = \""
                + NAME
                + "-artifacts\"\n"
                + "topic_prefix   = \"team.\"\n"
                + "secrets        = { triton = \"What Triton's gateway asks for\" }\n"
                + "triton         = { namespace = \"Weir/Triton\", dimensions = { Service ="
                + " \"triton\" } }\n");
        Walkthrough walk = Walkthrough.begin(tree, aws.environment());
        walk.has("aws", Walkthrough.awsCommandLine());
        return new AwsLife(new Stages(tree, aws, walk));
      }
    }
  }

  /** What a plan changes, without what only the loopback AWS answers in another form than AWS. */
  private static List<String> changes(JsonNode plan) {
    List<String> changes = new ArrayList<>();
    for (JsonNode resource : plan.path("resource_changes")) {
      List<String> actions = new ArrayList<>();
      resource.path("change").path("actions").forEach(action -> actions.add(action.asText()));
      String address = resource.path("address").asText();
      if (!address.contains("data.") && !actions.equals(List.of("no-op"))) {
        changes.add(String.join("+", actions) + " " + address);
      }
    }
    changes.removeIf(FalseDifferences::contains);
    return changes;
  }

  TerraformRun refused() {
    return refused;
  }

  List<AwsCall> askedWhileRefused() {
    return askedWhileRefused;
  }

  /** The calls of the first apply that changed something, of one action. */
  List<JsonNode> created(String action) {
    return bodies(created, action);
  }

  /** The calls of the change that changed something. */
  List<AwsCall> changed() {
    return changed.stream().filter(call -> !call.reads()).collect(toUnmodifiableList());
  }

  List<JsonNode> changed(String action) {
    return bodies(changed, action);
  }

  private static List<JsonNode> bodies(List<AwsCall> calls, String action) {
    return calls.stream()
        .filter(call -> call.action().equals(action))
        .map(AwsCall::body)
        .collect(toUnmodifiableList());
  }

  Map<AwsListing, String> afterApply() {
    return afterApply;
  }

  List<String> plannedAgain() {
    return plannedAgain;
  }

  List<String> plannedChange() {
    return plannedChange;
  }

  List<String> plannedAfterChange() {
    return plannedAfterChange;
  }

  Map<AwsListing, String> afterDestroy() {
    return afterDestroy;
  }

  /** What the guide's commands print of the job that runs. */
  String seenRunning() {
    return seenRunning;
  }

  /** What the guide's commands print of the change, the names of snapshots last. */
  String snapshots() {
    return snapshots;
  }

  /** The steps of the guide that were not taken. */
  List<String> stepsLeft() {
    return stepsLeft;
  }

  String jarDigest() {
    return jarDigest;
  }

  /** Terraform, the AWS that it talks to, and the guide that says what is next. */
  private static final class Stages {
    private final TerraformTree tree;
    private final LoopbackAws aws;
    private final Walkthrough walk;
    private int seen;

    Stages(TerraformTree tree, LoopbackAws aws, Walkthrough walk) {
      this.tree = tree;
      this.aws = aws;
      this.walk = walk;
    }

    String take(String step) throws IOException, InterruptedException {
      return walk.take(step);
    }

    TerraformRun terraform(String... arguments) throws IOException, InterruptedException {
      return tree.run(EXAMPLE, PATIENCE, arguments);
    }

    /** What another plan would change now. */
    List<String> planned() throws IOException, InterruptedException {
      terraform("plan", "-out=again.tfplan").succeeded();
      return shown("again.tfplan");
    }

    List<String> shown(String plan) throws IOException, InterruptedException {
      return changes(JSON.readTree(terraform("show", "-json", plan).succeeded().output()));
    }

    /** What was asked since the last time. */
    List<AwsCall> calls() throws IOException {
      List<AwsCall> all = aws.calls();
      List<AwsCall> since = List.copyOf(all.subList(seen, all.size()));
      seen = all.size();
      return since;
    }

    Map<AwsListing, String> listings() throws IOException, InterruptedException {
      Map<AwsListing, String> all = new EnumMap<>(AwsListing.class);
      for (AwsListing listing : AwsListing.values()) {
        all.put(listing, aws.ask(listing, REGION));
      }
      return all;
    }
  }
}
