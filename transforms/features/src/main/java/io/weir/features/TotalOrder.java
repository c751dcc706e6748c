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

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of observations at a key: event time, then labels before events, then sequence, then
 * event id. What is still equal are repeats of one event or label: of these history comes first,
 * because it has been answered; then they are ordered by their bytes, so that which one is the
 * first does not depend on arrival.
 */
enum TotalOrder implements Comparator<Observation> {
  INSTANCE;

  @Override
  public int compare(Observation left, Observation right) {
    int order = Long.compare(left.eventTimeMillis, right.eventTimeMillis);
    if (order == 0) {
      order = -Boolean.compare(left.label, right.label);
    }
    if (order == 0) {
      order = Long.compare(left.sequence, right.sequence);
    }
    if (order == 0) {
      order = left.eventId.compareTo(right.eventId);
    }
    if (order == 0) {
      order = -Boolean.compare(left.history, right.history);
    }
    if (order == 0) {
      order = Arrays.compareUnsigned(bytes(left), bytes(right));
    }
    return order;
  }

  private static byte[] bytes(Observation observation) {
    ByteWriter writer = new ByteWriter(256);
    ObservationFormat.write(observation, writer);
    return writer.toByteArray();
  }
}
