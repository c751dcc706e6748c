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
package io.weir.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the profiles that the class path has: the kit's own, then those that others list in
 * resources {@value #RESOURCE}, a name a line.
 */
final class ListedRunners {
  static final String RESOURCE = "META-INF/weir/runners";

  private ListedRunners() {}

  static List<String> behind(List<String> own) {
    Set<String> names = new LinkedHashSet<>(own);
    try {
      for (URL list : Collections.list(classLoader().getResources(RESOURCE))) {
        try (InputStream stream = list.openStream()) {
          String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          text.lines().map(String::trim).filter(name -> !name.isEmpty()).forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
    }
    return List.copyOf(names);
  }

  private static ClassLoader classLoader() {
    return ListedRunners.class.getClassLoader();
  }
}
