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

/** A card with the habits of the person who holds it. */
final class CardHolder {
  private final String card;
  private final double meanAmount;
  private final double transactionsPerDay;
  private final int[] terminals;

  /**
   * A card and its holder.
   *
   * @param card the card's id
   * @param meanAmount what a purchase usually costs, in units of currency
   * @param transactionsPerDay how many purchases a usual day has
   * @param terminals the numbers of the terminals in reach, at least one; not copied
   */
  CardHolder(String card, double meanAmount, double transactionsPerDay, int[] terminals) {
    this.card = card;
    this.meanAmount = meanAmount;
    this.transactionsPerDay = transactionsPerDay;
    this.terminals = terminals;
  }

  String card() {
    return card;
  }

  int purchasesOfADay(Draws draws) {
    return draws.poisson(transactionsPerDay);
  }

  int terminal(Draws draws) {
    return terminals[draws.index(terminals.length)];
  }

  /** An amount in cents: about the usual one, and never negative. */
  long amountCents(Draws draws) {
    double amount = draws.gaussian(meanAmount, meanAmount / 2);
    if (amount < 0) {
      amount = draws.uniform(0, 2 * meanAmount);
    }
    return Math.round(amount * 100);
  }
}
