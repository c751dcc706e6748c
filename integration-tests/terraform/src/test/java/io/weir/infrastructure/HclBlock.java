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

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of Terraform's language; expressions stay the text that they are. */
public final class HclBlock {
  private final String type;
  private final List<String> labels;
  private final Map<String, String> attributes;
  private final List<HclBlock> blocks;

  HclBlock(
      String type, List<String> labels, Map<String, String> attributes, List<HclBlock> blocks) {
    this.type = type;
    this.labels = List.copyOf(labels);
    this.attributes = Map.copyOf(attributes);
    this.blocks = List.copyOf(blocks);
  }

  /** Such as {@code variable}. */
  public String type() {
    return type;
  }

  /** What stands between the type and the braces, without quotes. */
  public List<String> labels() {
    return labels;
  }

  /** The last label: the name of a variable, an output, a resource. */
  public String name() {
    return labels.isEmpty() ? "" : labels.get(labels.size() - 1);
  }

  /** The expression of an attribute as it stands there; null if it is not set. */
  public @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  /** Every attribute with its expression. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** The text of an attribute that is a string without a template; empty if it is not set. */
  public String text(String name) {
    String expression = attributes.getOrDefault(name, "");
    return expression.length() < 2
        ? ""
        : expression
            .substring(1, expression.length() - 1)
            .replace("\\\"", "\"")
            .replace("\\\\", "\\");
  }

  /** The blocks in it, of one type. */
  public List<HclBlock> blocks(String wanted) {
    return blocks.stream().filter(block -> block.type.equals(wanted)).collect(toUnmodifiableList());
  }

  @Override
  public String toString() {
    return type + " " + String.join(" ", labels);
  }
}
