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
package io.weir.pipelines;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody who mistyped a name may have meant. */
final class NearestNames {
  private static final int LETTERS_PER_MISTAKE = 4;
  private static final int FEWEST_MISTAKES = 2;

  private NearestNames() {}

  /** A question for the end of a message, which begins with a comma; empty where none is near. */
  static String question(String name, Collection<String> known) {
    int mistakes = Math.max(FEWEST_MISTAKES, name.length() / LETTERS_PER_MISTAKE);
    LevenshteinDistance distance = new LevenshteinDistance(mistakes);
    TreeSet<String> nearest = new TreeSet<>();
    int least = mistakes;
    for (String candidate : known) {
      int far = distance.apply(name, candidate);
      if (far >= 0 && far < least) {
        nearest.clear();
        least = far;
      }
      if (far >= 0 && far <= least) {
        nearest.add(candidate);
      }
    }
    return nearest.isEmpty()
        ? ""
        : nearest.stream().collect(joining(" or ", ", did you mean ", "?"));
  }
}
