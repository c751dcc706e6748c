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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * An endless sequence of purchases in the order of their time, made one day at a time; a day is all
 * that is held.
 *
 * <p>The distribution is that of the Fraud Detection Handbook (Le Borgne et al., chapter 3), with
 * these differences, which let it run without an end and look alike from the first day on: frauds
 * have been going on for weeks when the simulation begins; a smaller population has the same share
 * of it compromised each day; and of a leaked card's purchases each is fraud with a probability of
 * one third, instead of a third of those of two weeks picked afterwards.
 */
final class Purchases {
  /** When simulated time begins. */
  static final long BEGIN_MILLIS = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

  private static final int SECONDS_OF_A_DAY = 86_400;
  private static final long HIGH_AMOUNT_CENTS = 22_000;
  private static final int DAYS_OF_A_TERMINAL = 28;
  private static final int DAYS_OF_A_CARD = 14;

  /** Two of 10,000 terminals fall each day. */
  private static final double TERMINALS_PER_DAY = 2 / 10_000.0;

  /** Three of 5,000 cards leak each day. */
  private static final double CARDS_PER_DAY = 3 / 5_000.0;

  private final Draws draws;
  private final Population population;
  private final Compromises terminals;
  private final Compromises cards;
  private final Queue<Purchase> today = new ArrayDeque<>();
  private long day;

  Purchases(int cards, SplittableRandom random) {
    this.population = Population.of(cards, new Draws(random.split()));
    this.terminals =
        new Compromises(
            population.terminals(),
            TERMINALS_PER_DAY,
            DAYS_OF_A_TERMINAL,
            new Draws(random.split()));
    this.cards = new Compromises(cards, CARDS_PER_DAY, DAYS_OF_A_CARD, new Draws(random.split()));
    this.draws = new Draws(random.split());
    for (int past = 1; past < DAYS_OF_A_TERMINAL; past++) {
      this.terminals.nextDay();
      this.cards.nextDay();
    }
  }

  Purchase next() {
    while (today.isEmpty()) {
      makeDay();
    }
    return today.remove();
  }

  String cardId(Purchase purchase) {
    return population.holder(purchase.card()).card();
  }

  private void makeDay() {
    terminals.nextDay();
    cards.nextDay();
    List<Purchase> purchases = new ArrayList<>();
    for (int card = 0; card < population.cards(); card++) {
      CardHolder holder = population.holder(card);
      for (int left = holder.purchasesOfADay(draws); left > 0; left--) {
        int second = (int) draws.gaussian(43_200, 20_000);
        // A time outside of the day is no purchase at all: few happen around midnight.
        if (second > 0 && second < SECONDS_OF_A_DAY) {
          purchases.add(purchase(second, card, holder));
        }
      }
    }
    // Stable: two purchases of one second stay in the order in which they were made up.
    purchases.sort(Comparator.comparingLong(Purchase::timeMillis));
    today.addAll(purchases);
    day++;
  }

  private Purchase purchase(int second, int card, CardHolder holder) {
    long timeMillis = BEGIN_MILLIS + (day * SECONDS_OF_A_DAY + second) * 1000;
    long amountCents = holder.amountCents(draws);
    int terminal = holder.terminal(draws);
    FraudScenario scenario = FraudScenario.NONE;
    if (amountCents > HIGH_AMOUNT_CENTS) {
      scenario = FraudScenario.HIGH_AMOUNT;
    }
    if (terminals.timesHeld(terminal) > 0) {
      scenario = FraudScenario.COMPROMISED_TERMINAL;
    }
    for (int leak = cards.timesHeld(card); leak > 0; leak--) {
      if (draws.chance(1 / 3.0)) {
        amountCents *= 5;
        scenario = FraudScenario.LEAKED_CARD;
      }
    }
    return new Purchase(timeMillis, card, terminal, amountCents, scenario);
  }
}
