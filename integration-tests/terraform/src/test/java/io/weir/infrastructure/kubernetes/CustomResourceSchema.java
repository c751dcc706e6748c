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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The schema of a kind that an extension brings, out of its CustomResourceDefinition. A cluster
 * drops what a schema does not know without a word; this one refuses it.
 */
final class CustomResourceSchema {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private final JsonSchema schema;

  private CustomResourceSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * That of one version of a definition.
   *
   * @throws IllegalArgumentException if the definition has no such version
   */
  static CustomResourceSchema of(JsonNode definition, String version) {
    for (JsonNode candidate : definition.path("spec").path("versions")) {
      if (candidate.path("name").asText().equals(version)) {
        ObjectNode schema = candidate.path("schema").path("openAPIV3Schema").deepCopy();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.set("apiVersion", constant(group(definition) + "/" + version));
        properties.set(
            "kind", constant(definition.path("spec").path("names").path("kind").asText()));
        properties.set("metadata", metadata());
        strict(schema);
        return new CustomResourceSchema(FACTORY.getSchema(schema));
      }
    }
    throw new IllegalArgumentException(
        definition.path("metadata").path("name").asText() + " has no version " + version);
  }

  private static String group(JsonNode definition) {
    return definition.path("spec").path("group").asText();
  }

  /** What does not fit, in order; empty if all does. */
  List<String> problems(JsonNode object) {
    TreeSet<String> problems = new TreeSet<>();
    for (ValidationMessage message : schema.validate(object)) {
      problems.add(message.getMessage());
    }
    return new ArrayList<>(problems);
  }

  /** Closes every object that lists its members, and says in JSON schema what Kubernetes says. */
  private static void strict(JsonNode node) {
    if (node.isObject()) {
      ObjectNode schema = (ObjectNode) node;
      boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (schema.path("properties").isObject() && !schema.has("additionalProperties") && !open) {
        schema.put("additionalProperties", false);
      }
      if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
        schema.remove("type");
        schema.putArray("type").add("integer").add("string");
      }
      if (schema.path("nullable").asBoolean() && schema.path("type").isTextual()) {
        String type = schema.path("type").asText();
        schema.putArray("type").add(type).add("null");
      }
    }
    node.forEach(CustomResourceSchema::strict);
  }

  private static ObjectNode constant(String value) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("const", value);
    return schema;
  }

  /** What the modules may say about an object; the rest is the cluster's. */
  private static ObjectNode metadata() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    schema.putArray("required").add("name").add("namespace");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("name").put("type", "string");
    properties.putObject("namespace").put("type", "string");
    for (String strings : List.of("labels", "annotations")) {
      properties
          .putObject(strings)
          .put("type", "object")
          .putObject("additionalProperties")
          .put("type", "string");
    }
    return schema;
  }
}
