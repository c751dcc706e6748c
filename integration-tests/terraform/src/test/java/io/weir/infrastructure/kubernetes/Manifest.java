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
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An object for a cluster, as text and as a tree. */
final class Manifest {
  private static final ObjectMapper TREES = new ObjectMapper();

  private final String name;
  private final String yaml;
  private final JsonNode tree;

  private Manifest(String name, String yaml, JsonNode tree) {
    this.name = name;
    this.yaml = yaml;
    this.tree = tree;
  }

  /**
   * Reads one.
   *
   * @param name in messages
   */
  static Manifest of(String name, String yaml) {
    return new Manifest(name, yaml, tree(yaml));
  }

  /** The tree of a document in YAML. */
  static JsonNode tree(String yaml) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    return TREES.valueToTree(new Load(settings).loadFromString(yaml));
  }

  String yaml() {
    return yaml;
  }

  JsonNode tree() {
    return tree;
  }

  /** Such as {@code Deployment}. */
  String kind() {
    return tree.path("kind").asText();
  }

  /** Such as {@code apps/v1}. */
  String apiVersion() {
    return tree.path("apiVersion").asText();
  }

  /** Whether its kind is one that every cluster knows, and no extension. */
  boolean isOfTheCore() {
    String group = apiVersion().contains("/") ? apiVersion().split("/", -1)[0] : "";
    return !group.contains(".") || group.endsWith(".k8s.io");
  }

  @Override
  public String toString() {
    return name;
  }
}
