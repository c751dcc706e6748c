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

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A pipeline that goes over to the next version of its set, with its state. */
public class NextVersionTest {
  private static final long DAY = Examples.DAY;
  private static final FeatureSet SET = Examples.cardsAndTerminals();
  private static final int ADDED_TO_CARD = SET.size();
  private static final int ADDED_TO_TERMINAL = SET.size() + 1;
  private static final FeatureSet NEXT =
      SET.nextVersion()
          .feature(Feature.mean("CUSTOMER_ID_AVG_14", "TX_AMOUNT", 100).per("card").over(days(14)))
          .feature(
              Feature.labelRate("TERMINAL_ID_RISK_14")
                  .per("terminal")
                  .over(days(14))
                  .delayedBy(days(7)))
          .build();

  @Test
  public void hasEverythingOfTheOneBeforeAndWhatIsAdded() {
    assertThat(NEXT.name(), is(SET.name()));
    assertThat(NEXT.version(), is(SET.version() + 1));
    assertThat(NEXT.columns(), is(SET.columns()));
    assertThat(NEXT.entities(), is(SET.entities()));
    assertThat(NEXT.isLabelled(), is(SET.isLabelled()));
    assertThat(NEXT.names().subList(0, SET.size()), is(SET.names()));
    assertThat(NEXT.size(), is(SET.size() + 2));
  }

  @Test
  public void anythingButFeaturesCannotBeAdded() {
    assertThrows(IllegalArgumentException.class, () -> SET.nextVersion().column("OTHER"));
    assertThrows(IllegalArgumentException.class, () -> SET.nextVersion().entity("device"));
    assertThrows(IllegalArgumentException.class, () -> SET.nextVersion().labelled(false));
  }

  @Test
  public void withTheStateOfTheOneBeforeItAnswersLikeOneThatHasAlwaysRun() {
    List<Observation> all = ordered(11);
    int half = all.size() / 2;
    CoreRun always = behind(all.subList(0, half), NEXT);
    CoreRun before = behind(all.subList(0, half), SET);
    CoreRun after = before.upgraded(NEXT, DAY, 0);
    int answered = 0;
    for (Observation observation : all.subList(half, all.size())) {
      Observation expected = always.take(observation);
      assertThat(after.take(observation), is(expected));
      answered += expected == null ? 0 : 1;
    }
    assertThat(answered, is(greaterThan(20)));
  }

  @Test
  public void anEventBetweenTwoHopsKeepsWhatTheHopThatItPassedHasComputed() {
    List<Observation> all = ordered(12);
    int half = all.size() / 2;
    CoreRun always = behind(all.subList(0, half), NEXT);
    CoreRun before = behind(all.subList(0, half), SET);
    Observation next =
        Examples.event("waits", all.get(half).eventTimeMillis(), "terminal-0", "card-0").build();
    Observation waiting = requireNonNull(before.take(next, 0, 1));
    Observation answered = requireNonNull(before.upgraded(NEXT, DAY, 0).take(waiting, 1, 2));

    double[] expected = requireNonNull(always.take(next)).features();
    assertThat(
        "the feature that was missed is seen", expected[ADDED_TO_TERMINAL], is(greaterThan(0.0)));
    expected[ADDED_TO_TERMINAL] = 0;
    assertThat("the other is right", expected[ADDED_TO_CARD], is(greaterThan(0.0)));
    assertThat(answered.features(), is(expected));
  }

  @Test
  public void theOneBeforeAnswersFromTheStateOfTheNext() {
    List<Observation> all = ordered(13);
    int half = all.size() / 2;
    CoreRun always = behind(all.subList(0, half), SET);
    CoreRun ahead = behind(all.subList(0, half), NEXT);
    Observation next =
        Examples.event("waits", all.get(half).eventTimeMillis(), "terminal-0", "card-0").build();
    Observation waiting = requireNonNull(ahead.take(next, 0, 1));

    assertThat(ahead.upgraded(SET, DAY, 0).take(waiting, 1, 2), is(always.take(next)));
  }

  @Test
  public void aMeanOfWhatWasNotKeptIsRefused() {
    Observation event = ordered(14).get(0);
    CoreRun before = behind(List.of(event), SET);
    FeatureSet other =
        SET.nextVersion()
            .feature(
                Feature.mean("TERMINAL_ID_AVG_1", "TX_AMOUNT", 100).per("terminal").over(days(1)))
            .build();
    CoreRun after = before.upgraded(other, DAY, 0);

    assertThrows(IllegalStateException.class, () -> after.take(event));
  }

  private static CoreRun behind(List<Observation> taken, FeatureSet set) {
    CoreRun run = new CoreRun(set, DAY, 0);
    taken.forEach(run::take);
    return run;
  }

  private static Duration days(int number) {
    return Duration.ofDays(number);
  }

  private static List<Observation> ordered(long seed) {
    List<Observation> all = new ArrayList<>(Examples.random(seed, 1));
    all.sort(Oracle.ORDER);
    return all;
  }
}
