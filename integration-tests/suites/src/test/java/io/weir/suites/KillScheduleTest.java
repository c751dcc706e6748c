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
package io.weir.suites;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class KillScheduleTest {
  private static final List<Integer> CANDIDATES = List.of(3, 5, 8);

  @Test
  public void theJobManagerIsKilledExactlyEveryTenthTime() {
    List<Integer> numbers =
        kills(7).stream()
            .filter(KillSchedule.Kill::jobManager)
            .map(KillSchedule.Kill::number)
            .collect(toList());

    assertThat(numbers, is(List.of(10, 20, 30, 40)));
  }

  @Test
  public void everyFifthKillIsEarlyAndTheOthersHaveAGapOfTwoToTwentySeconds() {
    for (KillSchedule.Kill kill : kills(7)) {
      assertThat(kill.early(), is(kill.number() % 5 == 0));
      if (!kill.early()) {
        assertThat(
            kill.gap().toMillis(),
            is(both(greaterThanOrEqualTo(2_000L)).and(lessThanOrEqualTo(20_000L))));
      }
    }
  }

  @Test
  public void theSameSeedGivesTheSameKillsAndAnotherOthers() {
    assertThat(described(7), is(described(7)));
    assertThat(described(7).equals(described(8)), is(false));
  }

  private static List<String> described(long seed) {
    return kills(seed).stream()
        .map(kill -> kill.gap() + " " + kill.choose(CANDIDATES))
        .collect(toList());
  }

  private static List<KillSchedule.Kill> kills(long seed) {
    KillSchedule schedule = KillSchedule.usual(seed);
    return IntStream.range(0, 40).mapToObj(i -> schedule.next()).collect(toList());
  }
}
