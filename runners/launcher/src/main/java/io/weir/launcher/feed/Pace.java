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
package io.weir.launcher.feed;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.concurrent.TimeUnit;

/** Says when the next event is due, so that a given number comes in a second. */
final class Pace {
  /** Who falls behind by more gives up what is missed, rather than flood. */
  private static final long GIVEN_UP_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double eventsPerSecond;
  private long originNanos;
  private long sinceOrigin;

  /**
   * A pace that starts now.
   *
   * @param eventsPerSecond 0 is as fast as possible
   * @param nowNanos of {@link System#nanoTime}
   */
  Pace(double eventsPerSecond, long nowNanos) {
    checkArgument(
        eventsPerSecond >= 0 && !Double.isInfinite(eventsPerSecond),
        "rate is %s, must be 0 or more events per second",
        eventsPerSecond);
    this.eventsPerSecond = eventsPerSecond;
    this.originNanos = nowNanos;
  }

  /** How long to wait before the next event; 0 or less: it is due. Counts that event. */
  long waitNanos(long nowNanos) {
    if (eventsPerSecond == 0) {
      return 0;
    }
    long due = originNanos + (long) (sinceOrigin * (NANOS_PER_SECOND / eventsPerSecond));
    if (nowNanos - due > GIVEN_UP_BEHIND_NANOS) {
      originNanos = nowNanos;
      sinceOrigin = 0;
      due = nowNanos;
    }
    sinceOrigin++;
    return due - nowNanos;
  }
}
