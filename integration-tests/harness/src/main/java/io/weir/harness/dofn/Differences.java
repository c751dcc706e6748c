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
package io.weir.harness.dofn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how two sets of outputs differ. */
final class Differences {
  private static final int MOST = 5;

  private Differences() {}

  /**
   * Null if they do not.
   *
   * @param inOrder whether the order within a key counts
   * @param repeated whether more of the same is as good
   */
  static @Nullable String between(
      Map<Object, List<Object>> expected,
      Map<Object, List<Object>> actual,
      boolean inOrder,
      boolean repeated) {
    if (!inOrder) {
      return unordered(all(expected), all(actual), repeated);
    }
    Set<Object> keys = new LinkedHashSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (Object key : keys) {
      List<Object> wanted = expected.getOrDefault(key, List.of());
      List<Object> got = actual.getOrDefault(key, List.of());
      if (repeated) {
        wanted = new ArrayList<>(new LinkedHashSet<>(wanted));
        got = new ArrayList<>(new LinkedHashSet<>(got));
      }
      if (!wanted.equals(got)) {
        return "key " + key + ": the quiet run gives " + wanted + ", this one " + got;
      }
    }
    return null;
  }

  private static List<Object> all(Map<Object, List<Object>> byKey) {
    List<Object> all = new ArrayList<>();
    byKey.values().forEach(all::addAll);
    return all;
  }

  private static @Nullable String unordered(
      List<Object> expected, List<Object> actual, boolean repeated) {
    List<Object> missing = less(expected, actual, repeated);
    List<Object> unexpected = less(actual, expected, repeated);
    if (missing.isEmpty() && unexpected.isEmpty()) {
      return null;
    }
    return "missing " + shortened(missing) + ", not expected " + shortened(unexpected);
  }

  private static List<Object> less(List<Object> from, List<Object> what, boolean repeated) {
    Map<Object, Integer> counts = new HashMap<>();
    what.forEach(item -> counts.merge(item, 1, Integer::sum));
    List<Object> left = new ArrayList<>();
    for (Object item : from) {
      int count = counts.getOrDefault(item, 0);
      if (count == 0) {
        left.add(item);
      } else if (!repeated) {
        counts.put(item, count - 1);
      }
    }
    return left;
  }

  private static String shortened(List<Object> items) {
    return items.size() <= MOST
        ? items.toString()
        : items.subList(0, MOST) + " and " + (items.size() - MOST) + " more";
  }
}
