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
package io.weir.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of a document: maps in the order of writing, lists, strings and numbers. */
final class Form {
  private Form() {}

  /** One entry, whose value is a map of names and values by turns. */
  static Object of(String name, Object... namesAndValues) {
    return map(name, map(namesAndValues));
  }

  /** A map of names and values by turns. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** A list of one entry for each. */
  static Map<String, Object> listed(String name, Object... values) {
    return map(name, List.of(values));
  }
}
