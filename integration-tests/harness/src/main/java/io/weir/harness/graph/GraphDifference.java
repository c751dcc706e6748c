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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a graph differs from a text, a phrase for each part of each step. */
final class GraphDifference {
  private static final String NOTHING = "nothing";

  private GraphDifference() {}

  /** Between a text, whose lines are counted, and a graph. */
  static List<String> between(String text, JobGraph graph) {
    List<String> differences = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Step expected = Step.parse(line);
      known.add(expected.name());
      compare("line " + number + ", " + expected.name() + ": ", expected, graph, differences);
    }
    for (Step step : graph.steps()) {
      if (!known.contains(step.name())) {
        differences.add("no line yet: " + step.line());
      }
    }
    return Collections.unmodifiableList(differences);
  }

  static List<String> between(JobGraph expected, JobGraph actual) {
    List<String> differences = new ArrayList<>();
    for (Step step : expected.steps()) {
      compare(step.name() + ": ", step, actual, differences);
    }
    for (Step step : actual.steps()) {
      if (expected.step(step.name()) == null) {
        differences.add(step.name() + ": is new");
      }
    }
    return Collections.unmodifiableList(differences);
  }

  private static void compare(
      String where, Step expected, JobGraph graph, List<String> differences) {
    Step actual = graph.step(expected.name());
    if (actual == null) {
      differences.add(where + "is gone");
    } else {
      for (String change : between(expected, actual)) {
        differences.add(where + change);
      }
    }
  }

  /** What differs between two steps of the same name. */
  static List<String> between(Step expected, Step actual) {
    List<String> changes = new ArrayList<>();
    if (!expected.urn().equals(actual.urn())) {
      changes.add(change("the URN", expected.urn(), actual.urn()));
    }
    Set<String> parts = new LinkedHashSet<>(expected.parts().keySet());
    parts.addAll(actual.parts().keySet());
    for (String part : parts) {
      String before = expected.part(part);
      String after = actual.part(part);
      if (before == null || !before.equals(after)) {
        changes.add(change(part, before, after));
      }
    }
    return changes;
  }

  /** That a part has changed. */
  static String change(String part, @Nullable String before, @Nullable String after) {
    return String.format(
        "%s was %s, is %s",
        part, before == null ? NOTHING : before, after == null ? NOTHING : after);
  }
}
