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

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Something that AWS was asked. */
final class AwsCall {
  private static final Pattern READING =
      Pattern.compile("(Batch)?(Describe|Get|List|Decode|Lookup).*|(GET|HEAD) .*|TagResource.*");

  private final JsonNode entry;

  AwsCall(JsonNode entry) {
    this.entry = entry;
  }

  /** Such as {@code CreateVpc}, or method and path where a service has no names of actions. */
  String action() {
    return entry.path("action").asText();
  }

  /** What was asked for: an object, or a text where it is not JSON. */
  JsonNode body() {
    return entry.path("body");
  }

  /** Whether it only looks. */
  boolean reads() {
    return READING.matcher(action()).matches();
  }

  @Override
  public String toString() {
    return entry.path("service").asText() + " " + action();
  }
}
