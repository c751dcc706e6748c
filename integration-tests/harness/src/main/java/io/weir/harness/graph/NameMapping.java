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
package io.weir.harness.graph;

import java.util.Map;

/** New full names for old ones, of steps or of composites with all that is in them. Immutable. */
final class NameMapping {

  /** The new name of what has none. */
  static final String DELETED = "";

  private final Map<String, String> names;

  private NameMapping(Map<String, String> names) {
    this.names = names;
  }

  static NameMapping of(Map<String, String> names) {
    return new NameMapping(Map.copyOf(names));
  }

  /** The new name of a step: by the longest old name that is its own or that of what holds it. */
  String of(String name) {
    String prefix = name;
    while (true) {
      String renamed = names.get(prefix);
      if (renamed != null) {
        return renamed.equals(DELETED) ? DELETED : renamed + name.substring(prefix.length());
      }
      int slash = prefix.lastIndexOf('/');
      if (slash < 0) {
        return name;
      }
      prefix = prefix.substring(0, slash);
    }
  }
}
