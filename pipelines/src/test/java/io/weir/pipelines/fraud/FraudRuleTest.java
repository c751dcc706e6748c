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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.HashMap;
import java.util.Map;
import org.junit.Test;

public class FraudRuleTest {

  @Test
  public void anOrdinaryPaymentScoresZero() {
    assertThat(FraudRule.score(vector(Map.of("TX_AMOUNT", 50.0))), is(0f));
  }

  @Test
  public void anAmountOfExactly220DoesNotFire() {
    assertThat(FraudRule.AMOUNT_ABOVE_220.fires(vector(Map.of("TX_AMOUNT", 220.0))), is(false));
    assertThat(FraudRule.AMOUNT_ABOVE_220.fires(vector(Map.of("TX_AMOUNT", 220.01))), is(true));
  }

  @Test
  public void twoRulesTogetherAreSurerThanEitherAlone() {
    Map<String, Double> risky = new HashMap<>(Map.of("TERMINAL_ID_RISK_7DAY_WINDOW", 0.9));
    float alone = FraudRule.score(vector(risky));
    risky.put("TX_AMOUNT", 500.0);
    float together = FraudRule.score(vector(risky));

    assertThat(together, greaterThan(alone));
    assertThat(together, lessThan(1f));
  }

  @Test
  public void theAverageCountsOnlyOnceTheCardIsKnown() {
    Map<String, Double> payment =
        new HashMap<>(Map.of("TX_AMOUNT", 100.0, "CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW", 30.0));
    payment.put("CUSTOMER_ID_NB_TX_30DAY_WINDOW", 4.0);
    assertThat(FraudRule.AMOUNT_ABOVE_3_TIMES_AVERAGE.fires(vector(payment)), is(false));
    payment.put("CUSTOMER_ID_NB_TX_30DAY_WINDOW", 5.0);
    assertThat(FraudRule.AMOUNT_ABOVE_3_TIMES_AVERAGE.fires(vector(payment)), is(true));
  }

  private static FraudVector vector(Map<String, Double> features) {
    return new FraudVector() {
      @Override
      double feature(int index) {
        return features.getOrDefault(FraudFeatures.SET.names().get(index), 0.0);
      }
    };
  }
}
