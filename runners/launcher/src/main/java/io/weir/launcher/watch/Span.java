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
package io.weir.launcher.watch;

/** From the first event to the last action. */
final class Span {
  private static final double MILLIS_PER_SECOND = 1000;

  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  void first(long millis) {
    firstMillis = Math.min(firstMillis, millis);
  }

  void last(long millis) {
    lastMillis = Math.max(lastMillis, millis);
  }

  /** So many in this span, as a rate; 0 where it has no length. */
  double perSecond(long count) {
    return lastMillis <= firstMillis ? 0 : count * MILLIS_PER_SECOND / (lastMillis - firstMillis);
  }
}
