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

package io.weir.benchmarks.nativeflink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.Test;

public final class HistoriesTest {
  private static final long T = 500 * Windows.DAY;

  private static Integer[] counts(TerminalHistory history) {
    return Arrays.stream(history.counts(T)).boxed().toArray(Integer[]::new);
  }

  @Test
  public void aPaymentExactlySevenDaysOldIsInTheTerminalWindows() {
    TerminalHistory history = new TerminalHistory();
    history.add(T - 7 * Windows.DAY, 1, Windows.DAY);
    assertThat(Arrays.asList(counts(history)), contains(1, 0, 1, 0, 1, 0));
  }

  @Test
  public void aPaymentExactlyEightDaysOldIsOutOfTheTerminalsDay() {
    TerminalHistory history = new TerminalHistory();
    history.add(T - 8 * Windows.DAY, 1, Windows.DAY);
    assertThat(Arrays.asList(counts(history)), contains(0, 0, 1, 0, 1, 0));
  }

  @Test
  public void aPaymentYoungerThanSevenDaysIsInNoTerminalWindow() {
    TerminalHistory history = new TerminalHistory();
    history.add(T - 7 * Windows.DAY + 1, 1, Windows.DAY);
    assertThat(Arrays.asList(counts(history)), contains(0, 0, 0, 0, 0, 0));
  }

  @Test
  public void aLabelThatComesBeforeItsPaymentWaitsForIt() {
    TerminalHistory history = new TerminalHistory();
    long time = T - 10 * Windows.DAY;
    assertThat(history.label(time, 1, true, T), is(true));
    history.add(time, 1, Windows.DAY);
    assertThat(Arrays.asList(counts(history)), contains(0, 0, 1, 1, 1, 1));
    assertThat(history.orphans, is(0));
  }

  @Test
  public void theFirstLabelOfAPaymentWins() {
    TerminalHistory history = new TerminalHistory();
    long time = T - 10 * Windows.DAY;
    history.add(time, 1, Windows.DAY);
    history.label(time, 1, true, T);
    history.label(time, 1, false, T);
    assertThat(Arrays.asList(counts(history)), contains(0, 0, 1, 1, 1, 1));
  }

  @Test
  public void aLabelOfAPaymentThatHasLeftIsDropped() {
    TerminalHistory history = new TerminalHistory();
    assertThat(history.label(T - 37 * Windows.DAY, 1, true, T), is(false));
    assertThat(history.isEmpty(), is(true));
  }

  @Test
  public void aRepeatWithinTheBoundIsRefusedOnEitherSide() {
    TerminalHistory history = new TerminalHistory();
    history.add(T, 1, Windows.DAY);
    assertThat(history.add(T + Windows.DAY, 1, Windows.DAY), is(false));
    assertThat(history.add(T - Windows.DAY, 1, Windows.DAY), is(false));
    assertThat(history.add(T + Windows.DAY + 1, 1, Windows.DAY), is(true));
  }

  @Test
  public void whatIsEvictedUpToATimeIncludesIt() {
    CardHistory history = new CardHistory();
    history.add(T, 100);
    history.add(T + 1, 200);
    history.evict(T);
    assertThat(history.size, is(1));
    assertThat(history.amounts[0], is(200L));
  }

  @Test
  public void whatHasExpiredIsGoneEvenWithTheSlack() {
    for (long latest = T; latest < T + Windows.DAY; latest += 60_000) {
      long expiry = Windows.expiry(latest, Windows.CARD_RETENTION);
      CardHistory history = new CardHistory();
      history.add(latest, 1);
      history.evict(expiry - Windows.CARD_RETENTION - Windows.slack(false));
      assertThat(history.isEmpty(), is(true));
    }
  }

  @Test
  public void paymentsOfACardMayComeInAnyOrder() {
    CardHistory forwards = new CardHistory();
    CardHistory backwards = new CardHistory();
    for (int i = 0; i < 40; i++) {
      forwards.add(T - i * 17L * 3_600_000L, i);
    }
    for (int i = 39; i >= 0; i--) {
      backwards.add(T - i * 17L * 3_600_000L, i);
    }
    double[] one = new double[Vector.SIZE];
    double[] other = new double[Vector.SIZE];
    forwards.writeFeatures(T, one, 3);
    backwards.writeFeatures(T, other, 3);
    assertThat(
        Arrays.stream(one).boxed().collect(Collectors.toList()),
        equalTo(Arrays.stream(other).boxed().collect(Collectors.toList())));
    assertThat(one[3], is(2.0));
  }
}
