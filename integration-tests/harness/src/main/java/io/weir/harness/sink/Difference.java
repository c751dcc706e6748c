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
package io.weir.harness.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where two outputs differ: key, window and field of the first lines that do. */
public final class Difference {
  private static final int SHOWN = 5;

  private Difference() {}

  /**
   * Compares two outputs, line by line.
   *
   * @return null if they are equal
   */
  public static @Nullable String between(List<String> expected, List<String> actual) {
    if (expected.equals(actual)) {
      return null;
    }
    List<String> missing = without(expected, actual);
    List<String> unexpected = without(actual, expected);
    StringBuilder text = new StringBuilder();
    text.append(expected.size()).append(" lines expected, ").append(actual.size()).append(" given");
    if (missing.isEmpty() && unexpected.isEmpty()) {
      text.append("; the same lines in another order");
      return append(text, expected, actual).toString();
    }
    text.append("; ").append(missing.size()).append(" missing, ");
    text.append(unexpected.size()).append(" unexpected");
    return append(text, missing, unexpected).toString();
  }

  private static StringBuilder append(
      StringBuilder text, List<String> expected, List<String> actual) {
    int shown = 0;
    for (int line = 0; line < Math.max(expected.size(), actual.size()) && shown < SHOWN; line++) {
      String left = line < expected.size() ? expected.get(line) : null;
      String right = line < actual.size() ? actual.get(line) : null;
      if (left == null || !left.equals(right)) {
        text.append("\n  ").append(line(left, right));
        shown++;
      }
    }
    return text;
  }

  private static String line(@Nullable String expected, @Nullable String actual) {
    if (expected == null) {
      return "unexpected: " + shown(actual);
    }
    if (actual == null) {
      return "missing: " + shown(expected);
    }
    String[] left = expected.split("\t", -1);
    String[] right = actual.split("\t", -1);
    boolean sameElement =
        left.length == right.length && left.length > 2 && left[0].equals(right[0]);
    if (!sameElement) {
      return "expected " + shown(expected) + " but was " + shown(actual);
    }
    StringBuilder text = new StringBuilder("key '" + left[0] + "', " + left[1] + ", " + left[2]);
    for (int field = 1; field < left.length; field++) {
      if (!left[field].equals(right[field])) {
        text.append(": expected ").append(left[field]).append(" but was ").append(right[field]);
      }
    }
    return text.toString();
  }

  private static String shown(@Nullable String line) {
    return line == null ? "nothing" : "'" + line.replace("\t", " | ") + "'";
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> rest = new ArrayList<>(lines);
    Map<String, Integer> counts = new HashMap<>();
    others.forEach(line -> counts.merge(line, 1, Integer::sum));
    rest.removeIf(line -> counts.merge(line, -1, Integer::sum) >= 0);
    return rest;
  }
}
