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
package io.weir.pipelines.fraud.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.Test;

/** The distribution against the figures that the handbook's data has. */
public class PurchasesTest {
  private static final int MANY_CARDS = 2_000;
  private static final int MANY = 400_000;

  private static Map<FraudScenario, Integer> scenarios(int cards, long seed, int purchases) {
    Map<FraudScenario, Integer> counts = new EnumMap<>(FraudScenario.class);
    Purchases source = new Purchases(cards, new SplittableRandom(seed));
    for (int count = 0; count < purchases; count++) {
      counts.merge(source.next().scenario(), 1, Integer::sum);
    }
    return counts;
  }

  private static double percent(Map<FraudScenario, Integer> counts, FraudScenario scenario) {
    return 100.0
        * counts.getOrDefault(scenario, 0)
        / counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  public void aLargePopulationHasTheSharesOfFraudOfTheHandbook() {
    Map<FraudScenario, Integer> counts = scenarios(MANY_CARDS, 11, MANY);
    assertThat(percent(counts, FraudScenario.HIGH_AMOUNT), closeTo(0.055, 0.02));
    assertThat(percent(counts, FraudScenario.COMPROMISED_TERMINAL), closeTo(0.56, 0.1));
    assertThat(percent(counts, FraudScenario.LEAKED_CARD), closeTo(0.28, 0.06));
  }

  /** Of 1,500 seeds the least had 0.50 % and the most 1.27 %. The seeds are fixed: it is chance. */
  @Test
  public void aShortRunOfTheDefaultPopulationHasEveryScenarioAndAUsualShareOfFraud() {
    for (long seed = 0; seed < 30; seed++) {
      Map<FraudScenario, Integer> counts = scenarios(FraudSources.DEFAULT_CARDS, seed, 20_000);
      for (FraudScenario scenario : FraudScenario.values()) {
        assertThat(counts.getOrDefault(scenario, 0), greaterThanOrEqualTo(1));
      }
      assertThat(100 - percent(counts, FraudScenario.NONE), closeTo(0.9, 0.4));
    }
  }

  @Test
  public void amountsAndTimesAreDistributedAsInTheHandbook() {
    Purchases purchases = new Purchases(MANY_CARDS, new SplittableRandom(5));
    double sum = 0;
    double squares = 0;
    int night = 0;
    for (int count = 0; count < MANY; count++) {
      Purchase purchase = purchases.next();
      double amount = purchase.amountCents() / 100.0;
      sum += amount;
      squares += amount * amount;
      long millisOfDay = Math.floorMod(purchase.timeMillis(), 86_400_000L);
      night += millisOfDay < 7 * 3_600_000L ? 1 : 0;
    }
    double mean = sum / MANY;
    assertThat(mean, closeTo(53.6, 1));
    assertThat(StrictMath.sqrt(squares / MANY - mean * mean), closeTo(42.3, 1.5));
    assertThat(night / (double) MANY, closeTo(0.174, 0.01));
  }

  @Test
  // Two a day on average, of which 0.9692 happen within the day: 2.16 deviations of its middle.
  public void purchasesOfADayAreAsManyAsTheRatesOfTheCardsSay() {
    Purchases purchases = new Purchases(MANY_CARDS, new SplittableRandom(6));
    long last = 0;
    for (int count = 0; count < MANY; count++) {
      last = purchases.next().timeMillis();
    }
    double days = (last - Purchases.BEGIN_MILLIS) / 86_400_000.0;
    assertThat(MANY / days / MANY_CARDS, closeTo(2 * 0.9692, 0.01));
  }

  @Test
  public void nearlyEveryTerminalIsUsed() {
    Purchases purchases = new Purchases(MANY_CARDS, new SplittableRandom(7));
    Set<Integer> terminals = new HashSet<>();
    for (int count = 0; count < MANY; count++) {
      terminals.add(purchases.next().terminal());
    }
    assertThat(terminals.size(), greaterThanOrEqualTo(MANY_CARDS * 2 * 99 / 100));
  }

  @Test
  public void noGenuinePurchaseIsAboveTheHighAmount() {
    Purchases purchases = new Purchases(MANY_CARDS, new SplittableRandom(8));
    for (int count = 0; count < MANY; count++) {
      Purchase purchase = purchases.next();
      assertThat(purchase.amountCents() > 22_000 && !purchase.fraud(), is(false));
    }
  }
}
