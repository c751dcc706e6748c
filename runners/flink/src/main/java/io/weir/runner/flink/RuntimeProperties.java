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
package io.weir.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runtime properties of Amazon Managed Service for Apache Flink: a JSON array of groups, each
 * with a {@code PropertyGroupId} and a {@code PropertyMap}, as its developer guide describes.
 */
final class RuntimeProperties {
  /** The group that is ours. */
  static final String GROUP = "weir";

  private RuntimeProperties() {}

  /**
   * The properties of our group.
   *
   * @throws InvalidSettingException if there is no such group
   * @throws IOException if the file cannot be read
   */
  static Map<String, String> read(Path file) throws IOException {
    Set<String> others = new TreeSet<>();
    for (JsonNode group : new ObjectMapper().readTree(file.toFile())) {
      String id = group.path("PropertyGroupId").asText();
      if (id.equals(GROUP)) {
        Map<String, String> properties = new LinkedHashMap<>();
        group
            .path("PropertyMap")
            .fields()
            .forEachRemaining(
                property -> properties.put(property.getKey(), property.getValue().asText()));
        return properties;
      }
      others.add(id);
    }
    throw new InvalidSettingException(
        "the application has property groups " + others + ", must have one named " + GROUP);
  }
}
