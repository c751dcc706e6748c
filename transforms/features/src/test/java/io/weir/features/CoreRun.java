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
package io.weir.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * The hops of a set over maps of cells, without an engine; a cell is read and written each time.
 */
final class CoreRun {
  private final List<Hop> hops = new ArrayList<>();
  private final List<EntityState> states = new ArrayList<>();
  private final List<Map<String, byte[]>> cells = new ArrayList<>();
  private long droppedLabels;

  CoreRun(FeatureSet set, long deduplicateMillis, long slackMillis) {
    for (int number = 0; number < set.entities().size(); number++) {
      Hop hop = new Hop(set, number, deduplicateMillis, slackMillis);
      hops.add(hop);
      states.add(new EntityState(hop.layout()));
      cells.add(new HashMap<>());
    }
  }

  /** Another set with the state of this one. */
  CoreRun upgraded(FeatureSet next, long deduplicateMillis, long slackMillis) {
    CoreRun other = new CoreRun(next, deduplicateMillis, slackMillis);
    for (int number = 0; number < cells.size(); number++) {
      other.cells.get(number).putAll(cells.get(number));
    }
    return other;
  }

  /** The event with its vector; null for a label or a repeat. */
  @Nullable Observation take(Observation observation) {
    return take(observation, 0, hops.size());
  }

  /** The event behind some of the hops; null for a label or a repeat. */
  @Nullable Observation take(Observation observation, int from, int to) {
    Observation current = observation;
    for (int number = from; number < to; number++) {
      EntityState state = states.get(number);
      Map<String, byte[]> byKey = cells.get(number);
      String key = current.entity(number);
      byte[] before = byKey.get(key);
      byte[] copy = before == null ? null : before.clone();
      state.open(before);
      KV<String, Observation> answer = hops.get(number).take(state, current);
      droppedLabels += state.droppedLabels();
      byte[] after = state.close();
      if (after == null) {
        byKey.remove(key);
      } else {
        byKey.put(key, after);
      }
      if (!Arrays.equals(before, copy)) {
        throw new AssertionError("a cell that was read was changed in place");
      }
      if (answer == null) {
        return null;
      }
      current = answer.getValue();
    }
    return current;
  }

  long droppedLabels() {
    return droppedLabels;
  }

  Map<String, byte[]> cells(int hop) {
    return cells.get(hop);
  }

  HopLayout layout(int hop) {
    return hops.get(hop).layout();
  }
}
