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

import io.weir.harness.sink.Difference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The outputs of the first cell of each test, which the others must give too. */
final class Agreement {
  private final Map<String, First> first = new ConcurrentHashMap<>();

  /**
   * Compares an output with that of the first cell, or keeps it as the first.
   *
   * @throws AssertionError if they differ
   */
  void check(String test, String sink, List<String> lines, Cell cell) {
    First before = first.putIfAbsent(test + " " + sink, new First(lines, cell.toString()));
    if (before == null) {
      MatrixLog.output(cell.runner(), test, sink, lines);
      return;
    }
    String difference = Difference.between(before.lines, lines);
    if (difference != null) {
      throw new AssertionError(
          "sink '" + sink + "' differs from the run on " + before.cell + ": " + difference);
    }
  }

  private static final class First {
    private final List<String> lines;
    private final String cell;

    First(List<String> lines, String cell) {
      this.lines = lines;
      this.cell = cell;
    }
  }
}
