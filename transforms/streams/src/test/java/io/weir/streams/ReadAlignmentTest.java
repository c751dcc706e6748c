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
package io.weir.streams;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class ReadAlignmentTest {
  private final ReadAlignment alignment = ReadAlignment.within(Duration.ofMillis(100));

  @Test
  public void aReaderAheadByMoreThanTheDriftWaitsForTheSlowest() {
    try (ReadAlignment.Member fast = alignment.join();
        ReadAlignment.Member slow = alignment.join()) {
      fast.mayRead(1_000);
      assertThat(slow.mayRead(1_000), is(true));
      assertThat(fast.mayRead(1_100), is(true));
      assertThat(fast.mayRead(1_101), is(false));
      assertThat(slow.mayRead(1_001), is(true));
      assertThat(fast.mayRead(1_101), is(true));
    }
  }

  @Test
  public void aReaderWithoutARecordWaitsForNobodyAndIsWaitedFor() {
    try (ReadAlignment.Member reading = alignment.join();
        ReadAlignment.Member empty = alignment.join()) {
      assertThat(reading.mayRead(1_000), is(false));
      assertThat(empty.mayRead(BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()), is(true));
    }
  }

  @Test
  public void whoeverIsClosedIsNotWaitedFor() {
    try (ReadAlignment.Member fast = alignment.join()) {
      ReadAlignment.Member slow = alignment.join();
      slow.mayRead(0);
      assertThat(fast.mayRead(1_000), is(false));
      slow.close();
      assertThat(fast.mayRead(1_000), is(true));
    }
  }

  @Test
  public void theSlowestNeverWaits() {
    try (ReadAlignment.Member one = alignment.join();
        ReadAlignment.Member two = alignment.join()) {
      long first = 0;
      long second = 0;
      for (int step = 0; step < 1_000; step++) {
        boolean firstMay = one.mayRead(first);
        boolean secondMay = two.mayRead(second);
        assertThat(firstMay || secondMay, is(true));
        first += firstMay ? 37 : 0;
        second += secondMay ? 11 : 0;
      }
    }
  }

  @Test
  public void copiesThatTravelToWorkersAreOneGroupAndOthersAreNot() {
    ReadAlignment copy = SerializableUtils.clone(alignment);
    ReadAlignment other = ReadAlignment.within(Duration.ofMillis(100));
    try (ReadAlignment.Member slow = alignment.join();
        ReadAlignment.Member fast = copy.join();
        ReadAlignment.Member stranger = other.join()) {
      slow.mayRead(0);
      assertThat(fast.mayRead(1_000), is(false));
      assertThat(stranger.mayRead(1_000), is(true));
    }
  }

  @Test
  public void aDriftOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ReadAlignment.within(Duration.ZERO));
  }
}
