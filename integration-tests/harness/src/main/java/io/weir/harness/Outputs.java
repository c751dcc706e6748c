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

import io.weir.harness.sink.Collected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the sinks of a run got, each element once. */
public final class Outputs {
  private final Map<String, Collected> sinks;

  Outputs(Map<String, Collected> sinks) {
    this.sinks = sinks;
  }

  /** A sink's lines, sorted: key, time, window and fields, separated by tabs. */
  public List<String> lines(String sink) {
    List<String> lines = new ArrayList<>(collected(sink).lines());
    Collections.sort(lines);
    return lines;
  }

  /** A sink's lines by key, those of a key in the order in which they came. */
  public Map<String, List<String>> byKey(String sink) {
    return collected(sink).byKey();
  }

  /** How many elements a sink got. */
  public int size(String sink) {
    return collected(sink).size();
  }

  /** How long elements took, in ns, as far as it is known; see {@link Collected#latencies}. */
  List<Long> latencies(Map<Long, Long> firstReadings) {
    List<Long> all = new ArrayList<>();
    sinks.values().forEach(sink -> all.addAll(sink.latencies(firstReadings)));
    return all;
  }

  Collected collected(String sink) {
    Collected collected = sinks.get(sink);
    if (collected == null) {
      throw new IllegalArgumentException("there is no sink " + sink + ": " + sinks.keySet());
    }
    return collected;
  }
}
