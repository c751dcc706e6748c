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

/** A payment's features by name, over any array that holds them in the order of the set. */
abstract class FraudVector {
  private static final int AMOUNT = index("TX_AMOUNT");
  private static final int CARD_COUNT_1_DAY = index("CUSTOMER_ID_NB_TX_1DAY_WINDOW");
  private static final int CARD_COUNT_30_DAYS = index("CUSTOMER_ID_NB_TX_30DAY_WINDOW");
  private static final int CARD_AVERAGE_30_DAYS = index("CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW");
  private static final int TERMINAL_RISK_7_DAYS = index("TERMINAL_ID_RISK_7DAY_WINDOW");
  private static final int TERMINAL_RISK_30_DAYS = index("TERMINAL_ID_RISK_30DAY_WINDOW");

  abstract double feature(int index);

  double amount() {
    return feature(AMOUNT);
  }

  double cardCount1Day() {
    return feature(CARD_COUNT_1_DAY);
  }

  double cardCount30Days() {
    return feature(CARD_COUNT_30_DAYS);
  }

  double cardAverage30Days() {
    return feature(CARD_AVERAGE_30_DAYS);
  }

  double terminalRisk7Days() {
    return feature(TERMINAL_RISK_7_DAYS);
  }

  double terminalRisk30Days() {
    return feature(TERMINAL_RISK_30_DAYS);
  }

  private static int index(String name) {
    return FraudFeatures.SET.names().indexOf(name);
  }
}
