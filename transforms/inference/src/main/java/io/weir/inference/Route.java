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
package io.weir.inference;

/**
 * A {@link Router} for the models of a routing, which it knows by number. For one thread at a time.
 */
interface Route {
  /** No model: what was said before is the answer. */
  int ANSWER = -1;

  /**
   * What the models that it may ask for a row, one after the other, take of late, in nanoseconds.
   */
  long takesNanos(RoutedRow row);

  /**
   * A bundle begins: what may change, changes now and not within it.
   *
   * @param tally counts what is refused
   */
  default void start(ScoringTally tally) {}

  /** The model that is asked first, when a row comes here; called once for a row. */
  int first(RoutedRow row);

  /** The model that is asked after an answer; {@link #ANSWER} if that is the answer. */
  int after(RoutedRow row, int model, float score);

  /** A model that is asked beside, and whose answer is only compared; {@link #ANSWER} if none. */
  default int shadow(RoutedRow row) {
    return ANSWER;
  }
}
