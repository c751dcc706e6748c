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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The life of {@code examples/aws-complete} on a loopback AWS: refused with wrong values, applied,
 * planned again, changed, planned again, destroyed. What was seen on the way is kept for tests.
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
  private final Map<AwsListing, String> afterApply;
  private final List<String> plannedAgain;
  private final List<String> plannedChange;
  private final List<AwsCall> changed;
  private final List<String> plannedAfterChange;
  private final Map<AwsListing, String> afterDestroy;
  private final String jarDigest;

  private AwsLife(Stages stages) throws IOException, InterruptedException {
    jarDigest = stages.jarDigest();
    refused =
        stages.terraform(
            "plan",
            "-var=availability_zones=[\"us-east-1a\",\"us-east-1b\"]",
            "-var=jar=no-such.jar",
            "-var=parallelism=3",
            "-var=parallelism_per_kpu=2",
            "-var=topic_prefix=team/");
    askedWhileRefused = stages.calls();
    stages.terraform("apply", "-auto-approve").succeeded();
    created = stages.calls();
    afterApply = stages.listings();
    plannedAgain = planned(stages.terraform("plan", "-json").succeeded());
    stages.calls();
    plannedChange =
        planned(
            stages
                .terraform(
                    "apply",
                    "-auto-approve",
                    "-json",
                    "-var=parallelism=4",
                    "-var=arrival=EVENT_TIME")
                .succeeded());
    changed = stages.calls();
    plannedAfterChange =
        planned(
            stages
                .terraform("plan", "-json", "-var=parallelism=4", "-var=arrival=EVENT_TIME")
                .succeeded());
    // What is there was read a moment ago.
    stages.terraform("destroy", "-auto-approve", "-refresh=false").succeeded();
    afterDestroy = stages.listings();
  }

  /** Lives it. */
  static AwsLife live() throws IOException, InterruptedException {
    try (TerraformTree tree = TerraformTree.copy()) {
      Path folder = Files.createDirectory(tree.of("loopback"));
      try (LoopbackAws aws = LoopbackAws.start(folder)) {
        Path example = tree.of(EXAMPLE);
        Files.writeString(example.resolve("loopback_override.tf"), aws.override());
        Path jar = Files.writeString(folder.resolve("weir.jar"), "a jar");
        Files.writeString(
            example.resolve("terraform.tfvars"),
            "region             = \""
                + REGION
                + "\"\n"
                + "availability_zones = [\""
                + REGION
                + "a\", \""
                + REGION
                + "b\"]\n"
                + "name               = \""
                + NAME
                + "\"\n"
                + "bucket             = \""
                + NAME
                + "-artifacts\"\n"
                + "delete_contents    = true\n"
                + "jar                = \""
                + jar
                + "\"\n"
                + "model              = \"models/fraud/7\"\n"
                + "topic_prefix       = \"team.\"\n"
                + "mail_addresses     = [\"on-call@example.com\"]\n"
                + "secrets            = { triton = \"What Triton's gateway asks for\" }\n"
                + "triton             = { namespace = \"Weir/Triton\", dimensions = { Service ="
                + " \"triton\" } }\n");
        tree.init(EXAMPLE);
        return new AwsLife(new Stages(tree, aws));
      }
    }
  }

  /** What is planned, without what only the loopback AWS answers in another form than AWS. */
  private static List<String> planned(TerraformRun run) throws IOException {
    List<String> changes = new ArrayList<>();
    for (String line : run.output().lines().collect(toUnmodifiableList())) {
      if (line.startsWith("{")) {
        JsonNode event = JSON.readTree(line);
        if (event.path("type").asText().equals("planned_change")) {
          JsonNode change = event.path("change");
          changes.add(
              change.path("action").asText() + " " + change.path("resource").path("addr").asText());
        }
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

  String jarDigest() {
    return jarDigest;
  }

  /** Terraform and the AWS that it talks to. */
  private static final class Stages {
    private final TerraformTree tree;
    private final LoopbackAws aws;
    private int seen;

    Stages(TerraformTree tree, LoopbackAws aws) {
      this.tree = tree;
      this.aws = aws;
    }

    TerraformRun terraform(String... arguments) throws IOException, InterruptedException {
      List<String> all = new ArrayList<>(Arrays.asList(arguments));
      all.add(1, "-input=false");
      return tree.run(EXAMPLE, PATIENCE, all.toArray(new String[0]));
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

    String jarDigest() throws IOException {
      return Sha256.of(tree.of("loopback/weir.jar"));
    }
  }
}
