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
package io.weir.harness.stream;

import io.weir.harness.lines.LineFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.joda.time.Instant;

/** When elements entered the graph of a run, by their event times. */
public final class Readings {
  private Readings() {}

  /** What is written of an element that enters now. */
  static String line(Instant timestamp) {
    return timestamp.getMillis() + "\t" + System.nanoTime();
  }

  /**
   * Reads when, by {@link System#nanoTime}, an element of each event time, in epoch milliseconds,
   * first entered; what a restore gives again counts from its first time.
   *
   * @param folder that {@link ReadScript} was given
   */
  public static Map<Long, Long> firstIn(Path folder) {
    Map<Long, Long> first = new HashMap<>();
    for (String line : LineFile.allIn(folder)) {
      int tab = line.indexOf('\t');
      first.merge(
          Long.valueOf(line.substring(0, tab)), Long.valueOf(line.substring(tab + 1)), Math::min);
    }
    return first;
  }
}
