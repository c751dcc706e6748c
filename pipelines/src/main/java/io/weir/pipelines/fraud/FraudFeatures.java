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
package io.weir.pipelines.fraud;

import io.weir.features.Feature;
import io.weir.features.FeatureSet;
import java.time.Duration;

/**
 * The features of a card payment: its amount and the 14 of the Fraud Detection Handbook (Le Borgne,
 * Siblini, Lebichot, Bontempi; chapter 3, "Baseline feature transformation"), under their published
 * names and in their published order.
 *
 * <p>Windows are open on the left and closed on the right. A card's windows end at the payment and
 * count it; a terminal's end seven days before it, because that long an investigation may take.
 */
public final class FraudFeatures {

  /** The hop that the labels join. */
  static final String TERMINAL = "terminal";

  /** The last hop: the one whose order the actions keep. */
  static final String CARD = "card";

  private static final String AMOUNT = "TX_AMOUNT";
  private static final int CENTS = 100;
  private static final Duration LABEL_DELAY = Duration.ofDays(7);
  private static final int[] WINDOW_DAYS = {1, 7, 30};

  /** The one definition; the graph, its state and the names in an action all come from it. */
  public static final FeatureSet SET = define();

  /** The places of the hops, which are those of an observation's entities. */
  static final int TERMINAL_HOP = SET.entities().indexOf(TERMINAL);

  static final int CARD_HOP = SET.entities().indexOf(CARD);

  private FraudFeatures() {}

  private static FeatureSet define() {
    FeatureSet.Builder set =
        FeatureSet.named("fraud")
            .column(AMOUNT)
            .entity(TERMINAL)
            .labelled(true)
            .entity(CARD)
            .feature(Feature.value(AMOUNT, AMOUNT, CENTS))
            .feature(Feature.weekend("TX_DURING_WEEKEND"))
            .feature(Feature.hours("TX_DURING_NIGHT", 0, 6));
    for (int days : WINDOW_DAYS) {
      Duration window = Duration.ofDays(days);
      set.feature(Feature.count("CUSTOMER_ID_NB_TX_" + days + "DAY_WINDOW").per(CARD).over(window));
      set.feature(
          Feature.mean("CUSTOMER_ID_AVG_AMOUNT_" + days + "DAY_WINDOW", AMOUNT, CENTS)
              .per(CARD)
              .over(window));
    }
    for (int days : WINDOW_DAYS) {
      Duration window = Duration.ofDays(days);
      set.feature(
          Feature.count("TERMINAL_ID_NB_TX_" + days + "DAY_WINDOW")
              .per(TERMINAL)
              .over(window)
              .delayedBy(LABEL_DELAY));
      set.feature(
          Feature.labelRate("TERMINAL_ID_RISK_" + days + "DAY_WINDOW")
              .per(TERMINAL)
              .over(window)
              .delayedBy(LABEL_DELAY));
    }
    return set.build();
  }
}
