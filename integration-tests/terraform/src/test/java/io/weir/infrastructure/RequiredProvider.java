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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that a folder asks for. */
final class RequiredProvider {
  private static final Pattern SOURCE = Pattern.compile("source\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern VERSION = Pattern.compile("version\\s*=\\s*\"([^\"]*)\"");

  private final String source;
  private final String version;

  private RequiredProvider(String source, String version) {
    this.source = source;
    this.version = version;
  }

  static RequiredProvider of(HclBlock requiredProviders, String name) {
    String value = String.valueOf(requiredProviders.attribute(name));
    return new RequiredProvider(first(SOURCE, value), first(VERSION, value));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Such as {@code hashicorp/aws}; empty if it is not said. */
  String source() {
    return source;
  }

  /** Such as {@code >= 5.100, < 7.0}; empty if any will do. */
  String version() {
    return version;
  }
}
