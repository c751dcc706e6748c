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

/**
 * What an entry of the first hop says about its label, in one number: 0 is no label; else one more
 * than the time from the event until the label was known, in milliseconds, doubled, plus one if the
 * label is positive.
 */
final class LabelCode {
  static final long NONE = 0;

  private LabelCode() {}

  static long of(Observation label) {
    long delay = label.eventTimeMillis - label.observedTimeMillis;
    return 1 + ((delay << 1) | (label.positive ? 1 : 0));
  }

  /** Whether a positive label of an event that old was known by now. */
  static boolean isPositive(long code, long age) {
    long body = code - 1;
    return code != NONE && (body & 1) == 1 && (body >>> 1) <= age;
  }

  /**
   * Whether a label takes the place of one already there: if it was known earlier or, known at the
   * same time, is negative where the other is positive. So the order of arrival does not matter.
   */
  static boolean replaces(long added, long present) {
    return present == NONE || added < present;
  }
}
