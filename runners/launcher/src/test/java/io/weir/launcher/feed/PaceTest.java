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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  public void eventsAreDueEvenly() {
    Pace pace = new Pace(10, 0);
    assertThat(pace.waitNanos(0), is(0L));
    assertThat(pace.waitNanos(0), is(SECOND / 10));
    assertThat(pace.waitNanos(SECOND / 10), is(SECOND / 10));
  }

  @Test
  public void aShortDelayIsMadeUp() {
    Pace pace = new Pace(10, 0);
    pace.waitNanos(0);
    assertThat(pace.waitNanos(SECOND / 2), is(SECOND / 10 - SECOND / 2));
    assertThat(pace.waitNanos(SECOND / 2), is(SECOND / 5 - SECOND / 2));
  }

  @Test
  public void whatALongDelayMissedIsGivenUp() {
    Pace pace = new Pace(10, 0);
    pace.waitNanos(0);
    assertThat(pace.waitNanos(5 * SECOND), is(0L));
    assertThat(pace.waitNanos(5 * SECOND), is(SECOND / 10));
  }

  @Test
  public void zeroIsAsFastAsPossible() {
    Pace pace = new Pace(0, 0);
    assertThat(pace.waitNanos(0), is(0L));
    assertThat(pace.waitNanos(0), is(0L));
  }

  @Test
  public void aNegativeOrInfiniteRateIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Pace(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Pace(Double.POSITIVE_INFINITY, 0));
    assertThrows(IllegalArgumentException.class, () -> new Pace(Double.NaN, 0));
  }
}
