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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertNotNull;

import java.util.List;
import org.junit.Test;

/** The edges of the handbook's windows, one by one. */
public class WindowEdgesTest {
  private static final long DAY = Examples.DAY;
  private static final long NOW = Examples.START + 60 * DAY;

  private final FeatureSet set = Examples.cardsAndTerminals();
  private final CoreRun run = new CoreRun(set, DAY, 0);

  @Test
  public void theCurrentTransactionCountsItself() {
    assertThat(feature(event("now", NOW), "CUSTOMER_ID_NB_TX_1"), is(1.0));
  }

  @Test
  public void aTransactionExactlyOneDayOldIsOutOfTheCardsDay() {
    run.take(event("edge", NOW - DAY));
    assertThat(feature(event("now", NOW), "CUSTOMER_ID_NB_TX_1"), is(1.0));
  }

  @Test
  public void aTransactionOneMillisecondYoungerIsInTheCardsDay() {
    run.take(event("inside", NOW - DAY + 1));
    assertThat(feature(event("now", NOW), "CUSTOMER_ID_NB_TX_1"), is(2.0));
  }

  @Test
  public void aTransactionExactlyThirtyDaysOldIsOutOfTheCardsMonth() {
    run.take(event("out", NOW - 30 * DAY));
    run.take(event("in", NOW - 30 * DAY + 1));
    assertThat(feature(event("now", NOW), "CUSTOMER_ID_NB_TX_30"), is(2.0));
  }

  @Test
  public void aTransactionExactlySevenDaysOldIsInTheTerminalWindow() {
    run.take(event("edge", NOW - 7 * DAY));
    assertThat(feature(event("now", NOW), "TERMINAL_ID_NB_TX_1"), is(1.0));
  }

  @Test
  public void aTransactionYoungerThanSevenDaysIsNotYetInTheTerminalWindow() {
    run.take(event("young", NOW - 7 * DAY + 1));
    assertThat(feature(event("now", NOW), "TERMINAL_ID_NB_TX_1"), is(0.0));
  }

  @Test
  public void aTransactionExactlyEightDaysOldIsOutOfTheTerminalDay() {
    run.take(event("edge", NOW - 8 * DAY));
    Observation answer = answer(event("now", NOW));
    assertThat(value(answer, "TERMINAL_ID_NB_TX_1"), is(0.0));
    assertThat(value(answer, "TERMINAL_ID_NB_TX_7"), is(1.0));
  }

  @Test
  public void aTransactionExactlyThirtySevenDaysOldIsOutOfTheTerminalMonth() {
    run.take(event("out", NOW - 37 * DAY));
    run.take(event("in", NOW - 37 * DAY + 1));
    assertThat(feature(event("now", NOW), "TERMINAL_ID_NB_TX_30"), is(1.0));
  }

  @Test
  public void aLabelCountsFromTheTimeItIsKnown() {
    run.take(event("fraud", NOW - 7 * DAY));
    run.take(Examples.label("fraud", NOW, NOW - 7 * DAY, "terminal", true));
    assertThat(feature(event("now", NOW), "TERMINAL_ID_RISK_1"), is(1.0));
  }

  @Test
  public void aLabelKnownLaterThanTheTransactionAnsweredDoesNotCount() {
    run.take(event("fraud", NOW - 7 * DAY));
    run.take(Examples.label("fraud", NOW + 1, NOW - 7 * DAY, "terminal", true));
    assertThat(feature(event("now", NOW), "TERMINAL_ID_RISK_1"), is(0.0));
  }

  @Test
  public void theRiskOfATerminalWithoutTransactionsIsZero() {
    assertThat(feature(event("now", NOW), "TERMINAL_ID_RISK_30"), is(0.0));
  }

  @Test
  public void theMeanIsInTheFeaturesUnit() {
    run.take(Examples.event("a", NOW - 1, "terminal", "card").values(1001).build());
    run.take(Examples.event("b", NOW - 1, "terminal", "card").values(33).build());
    Observation now = Examples.event("c", NOW, "terminal", "card").values(5).build();
    assertThat(feature(now, "CUSTOMER_ID_AVG_1"), closeTo(10.39 / 3, 1e-15));
  }

  @Test
  public void aRepeatIsKnownUpToTheDistanceAndNotBeyond() {
    run.take(event("same", NOW));
    assertThat(run.take(event("same", NOW + DAY)) == null, is(true));
    assertThat(run.take(event("same", NOW - DAY)) == null, is(true));
    assertThat(run.take(event("same", NOW + DAY + 1)) == null, is(false));
  }

  @Test
  public void aRepeatIsKnownBeyondTheWindowsReachToo() {
    CoreRun longer = new CoreRun(set, 50 * DAY, 0);
    longer.take(event("same", NOW));
    longer.take(event("other", NOW + 50 * DAY));
    assertThat(longer.take(event("same", NOW + 50 * DAY)) == null, is(true));
  }

  @Test
  public void aLabelOlderThanTheWindowsReachIsDropped() {
    run.take(event("old", NOW - 37 * DAY));
    run.take(Examples.label("old", NOW, NOW - 37 * DAY, "terminal", true));
    assertThat(run.droppedLabels(), is(1L));
  }

  @Test
  public void aLabelWhoseTransactionIsEvictedIsDropped() {
    run.take(event("old", NOW - 37 * DAY));
    run.take(event("new", NOW));
    run.take(Examples.label("old", NOW - 36 * DAY, NOW - 37 * DAY, "terminal", true));
    assertThat(run.droppedLabels(), is(1L));
  }

  @Test
  public void aLabelThatWaitsInVainIsDroppedWithItsTime() {
    run.take(Examples.label("never", NOW - 36 * DAY, NOW - 37 * DAY, "terminal", true));
    assertThat(run.droppedLabels(), is(0L));
    run.take(event("new", NOW));
    assertThat(run.droppedLabels(), is(1L));
  }

  @Test
  public void ofTwoLabelsTheOneKnownFirstWins() {
    List<Observation> labels =
        List.of(label(3 * DAY, true), label(2 * DAY, false), label(4 * DAY, true));
    assertThat(riskAfter(labels), is(0.0));
  }

  @Test
  public void aLabelKnownEarlierReplacesOneThatCameBefore() {
    assertThat(riskAfter(List.of(label(3 * DAY, false), label(2 * DAY, true))), is(1.0));
  }

  @Test
  public void ofTwoLabelsKnownAtTheSameTimeTheNegativeWins() {
    assertThat(riskAfter(List.of(label(2 * DAY, true), label(2 * DAY, false))), is(0.0));
  }

  @Test
  public void labelsThatWaitFollowTheSameRule() {
    List<Observation> labels =
        List.of(label(3 * DAY, false), label(2 * DAY, true), label(4 * DAY, false));
    labels.forEach(run::take);
    assertThat(riskAfter(List.of()), is(1.0));
  }

  private double riskAfter(List<Observation> labels) {
    run.take(event("labelled", NOW));
    labels.forEach(run::take);
    return feature(event("later", NOW + 7 * DAY), "TERMINAL_ID_RISK_1");
  }

  private static Observation label(long delay, boolean fraud) {
    return Examples.label("labelled", NOW + delay, NOW, "terminal", fraud);
  }

  private static Observation event(String id, long time) {
    return Examples.event(id, time, "terminal", "card").build();
  }

  private Observation answer(Observation event) {
    Observation answer = run.take(event);
    assertNotNull(answer);
    return answer;
  }

  private double feature(Observation event, String name) {
    return value(answer(event), name);
  }

  private double value(Observation answer, String name) {
    return answer.feature(set.names().indexOf(name));
  }
}
