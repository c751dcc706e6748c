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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infrastructure.Terraform;
import io.weir.infrastructure.TerraformFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the modules render for the sets of variables in {@code kubernetes/sets.json}, all at once:
 * they have no provider, so Terraform evaluates them wholly.
 */
final class RenderedManifests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static @Nullable List<Manifest> rendered;
  private static @Nullable List<Manifest> adapterRules;

  private RenderedManifests() {}

  /** All of them, of all sets. */
  static synchronized List<Manifest> all() throws IOException, InterruptedException {
    List<Manifest> known = rendered;
    if (known == null) {
      known = render();
      rendered = known;
    }
    return known;
  }

  /** Those of a kind. */
  static List<Manifest> of(String kind) throws IOException, InterruptedException {
    return all().stream()
        .filter(manifest -> manifest.kind().equals(kind))
        .collect(toUnmodifiableList());
  }

  /**
   * One of them.
   *
   * @param name set/kind, such as {@code triton_least/deployment}
   */
  static Manifest named(String name) throws IOException, InterruptedException {
    return all().stream()
        .filter(manifest -> manifest.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }

  /**
   * What prometheus-adapter must be told.
   *
   * @param set of variables, such as {@code triton_least}
   */
  static synchronized Manifest adapterRule(String set) throws IOException, InterruptedException {
    all();
    return Objects.requireNonNull(adapterRules).stream()
        .filter(rule -> rule.toString().equals(set))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + set));
  }

  private static List<Manifest> render() throws IOException, InterruptedException {
    Terraform terraform = Terraform.onThePath();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "manifests");
    Files.writeString(folder.resolve("main.tf.json"), JSON.writeValueAsString(root()));
    terraform.run(folder, PATIENCE, "init", "-backend=false").succeeded();
    terraform.run(folder, PATIENCE, "apply", "-auto-approve").succeeded();
    String output = terraform.run(folder, PATIENCE, "output", "-json").succeeded().output();
    List<Manifest> rules = new ArrayList<>();
    JSON.readTree(output)
        .path("adapter_rules")
        .path("value")
        .fields()
        .forEachRemaining(set -> rules.add(Manifest.of(set.getKey(), set.getValue().asText())));
    adapterRules = List.copyOf(rules);
    JsonNode sets = JSON.readTree(output).path("manifests").path("value");
    List<Manifest> all = new ArrayList<>();
    sets.fields()
        .forEachRemaining(
            set ->
                set.getValue()
                    .fields()
                    .forEachRemaining(
                        entry ->
                            all.add(
                                Manifest.of(
                                    set.getKey() + "/" + entry.getKey(),
                                    entry.getValue().asText()))));
    if (all.isEmpty()) {
      throw new AssertionError("nothing was rendered: " + output);
    }
    return List.copyOf(all);
  }

  /** A configuration that calls every module once for each of its sets. */
  private static ObjectNode root() throws IOException {
    ObjectNode modules = JSON.createObjectNode();
    ObjectNode manifests = JSON.createObjectNode();
    ObjectNode rules = JSON.createObjectNode();
    for (Iterator<Map.Entry<String, JsonNode>> sets = sets().fields(); sets.hasNext(); ) {
      Map.Entry<String, JsonNode> set = sets.next();
      ObjectNode module = set.getValue().deepCopy();
      Path source =
          TerraformFolder.root().resolve("modules").resolve(module.path("source").asText());
      modules.set(set.getKey(), module.put("source", source.toString()));
      manifests.put(set.getKey(), "${module." + set.getKey() + ".manifests}");
      rules.put(set.getKey(), "${module." + set.getKey() + ".prometheus_adapter_rule}");
    }
    ObjectNode root = JSON.createObjectNode();
    root.set("module", modules);
    ObjectNode outputs = root.putObject("output");
    outputs.putObject("manifests").set("value", manifests);
    outputs.putObject("adapter_rules").set("value", rules);
    return root;
  }

  private static JsonNode sets() throws IOException {
    try (InputStream stream =
        RenderedManifests.class.getResourceAsStream("/kubernetes/sets.json")) {
      if (stream == null) {
        throw new IOException("resource kubernetes/sets.json is missing");
      }
      return JSON.readTree(new String(stream.readAllBytes(), UTF_8));
    }
  }
}
