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
package io.weir.pipelines.fraud.source;

import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Labels of investigations that have not ended yet, given out in the order in which they end, and
 * in the order of their transactions where two end together. Holds what is open at one time, which
 * is a few days of transactions.
 */
final class OpenLabels {
  private final PriorityQueue<Label> open = new PriorityQueue<>(OpenLabels::byEndOfInvestigation);

  private static int byEndOfInvestigation(Label one, Label other) {
    int byTime = Long.compare(one.getKnownTimeMs(), other.getKnownTimeMs());
    return byTime != 0 ? byTime : Long.compare(one.getSequence(), other.getSequence());
  }

  void add(Label label) {
    open.add(label);
  }

  /** Takes the next label if it is known at a time or before; null if none is. */
  @Nullable SourceEvent knownAt(long timeMillis) {
    Label first = open.peek();
    if (first == null || first.getKnownTimeMs() > timeMillis) {
      return null;
    }
    open.poll();
    return FraudRecords.label(first);
  }

  /** Takes the next label, whenever it is known; null if none is open. */
  @Nullable SourceEvent next() {
    return knownAt(Long.MAX_VALUE);
  }
}
