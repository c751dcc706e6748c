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

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of a step's inputs or outputs. A tag that nobody named is called after the line of source
 * that made it, which moves with every edit: here only its order among those of its file is kept.
 */
final class TagNames {
  private static final Pattern GENERATED = Pattern.compile("(.*):(\\d+)#([0-9a-f]+)");

  private final Map<String, String> names = new HashMap<>();

  /**
   * Names.
   *
   * @param unnamed what a tag without a name is called
   */
  TagNames(Collection<String> tags, String unnamed) {
    List<String> sorted =
        tags.stream()
            .sorted(Comparator.comparing(TagNames::place).thenComparing(TagNames::line))
            .collect(Collectors.toList());
    int generated = 0;
    for (String tag : sorted) {
      if (GENERATED.matcher(tag).matches()) {
        names.put(tag, generated == 0 ? unnamed : unnamed + "-" + (generated + 1));
        generated++;
      } else {
        names.put(tag, tag);
      }
    }
  }

  String of(String tag) {
    return names.getOrDefault(tag, tag);
  }

  private static String place(String tag) {
    Matcher matcher = GENERATED.matcher(tag);
    return matcher.matches() ? matcher.group(1) : tag;
  }

  private static long line(String tag) {
    Matcher matcher = GENERATED.matcher(tag);
    return matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
  }
}
