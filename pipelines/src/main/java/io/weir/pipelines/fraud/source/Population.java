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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Card holders and terminals on a square of 100 by 100.
 *
 * <p>The habits are those of the Fraud Detection Handbook (Le Borgne et al., chapter 3): mean
 * amounts between 5 and 100, none to four purchases a day, terminals within a fixed distance. That
 * book has 5,000 cards, 10,000 terminals and a reach of 5; here there are two terminals to a card
 * whatever the number of cards, and the reach grows as terminals get fewer, so that a holder still
 * has some 75 of them to choose from. Amounts and rates are drawn one from each equal part of their
 * range, so that small populations are as busy as large ones.
 */
final class Population {
  private static final double SIDE = 100;
  private static final int TERMINALS_PER_CARD = 2;

  /** Reach times the square root of the number of terminals: 5 at 10,000 terminals. */
  private static final double REACH = 500;

  private final List<CardHolder> holders;
  private final int terminals;

  private Population(List<CardHolder> holders, int terminals) {
    this.holders = holders;
    this.terminals = terminals;
  }

  static Population of(int cards, Draws draws) {
    int terminals = cards * TERMINALS_PER_CARD;
    double[] xs = new double[terminals];
    double[] ys = new double[terminals];
    for (int terminal = 0; terminal < terminals; terminal++) {
      xs[terminal] = draws.uniform(0, SIDE);
      ys[terminal] = draws.uniform(0, SIDE);
    }
    double[] meanAmounts = draws.stratified(cards, 5, 100);
    double[] rates = draws.stratified(cards, 0, 4);
    double reach = REACH / StrictMath.sqrt(terminals);
    List<CardHolder> holders = new ArrayList<>(cards);
    for (int card = 0; card < cards; card++) {
      int[] reachable = terminalsNearAHome(xs, ys, reach, draws);
      holders.add(new CardHolder("card-" + card, meanAmounts[card], rates[card], reachable));
    }
    return new Population(holders, terminals);
  }

  /** Draws homes until one has a terminal in reach; nearly always the first has. */
  private static int[] terminalsNearAHome(double[] xs, double[] ys, double reach, Draws draws) {
    while (true) {
      double homeX = draws.uniform(0, SIDE);
      double homeY = draws.uniform(0, SIDE);
      int[] near = new int[xs.length];
      int count = 0;
      for (int terminal = 0; terminal < xs.length; terminal++) {
        double x = xs[terminal] - homeX;
        double y = ys[terminal] - homeY;
        if (x * x + y * y < reach * reach) {
          near[count++] = terminal;
        }
      }
      if (count > 0) {
        return Arrays.copyOf(near, count);
      }
    }
  }

  int cards() {
    return holders.size();
  }

  CardHolder holder(int card) {
    return holders.get(card);
  }

  int terminals() {
    return terminals;
  }
}
