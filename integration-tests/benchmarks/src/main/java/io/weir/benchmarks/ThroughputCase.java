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

package io.weir.benchmarks;

import io.weir.features.Arrival;

/** The two disciplines in which events are answered. */
enum ThroughputCase {
  /** Answers in the order of event time: both contenders must write the same bytes. */
  EVENT_TIME("event-time", Arrival.EVENT_TIME),
  /** Answers as events arrive: both contenders must answer the same events. */
  ON_ARRIVAL("on-arrival", Arrival.ON_ARRIVAL);

  private final String label;
  private final Arrival arrival;

  ThroughputCase(String label, Arrival arrival) {
    this.label = label;
    this.arrival = arrival;
  }

  /** The name in results. */
  String label() {
    return label;
  }

  Arrival arrival() {
    return arrival;
  }

  static ThroughputCase labelled(String label) {
    for (ThroughputCase throughputCase : values()) {
      if (throughputCase.label.equals(label)) {
        return throughputCase;
      }
    }
    throw new IllegalArgumentException("case is " + label + ", must be event-time or on-arrival");
  }
}
