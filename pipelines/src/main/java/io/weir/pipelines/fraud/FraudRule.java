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

import static com.google.common.base.Preconditions.checkState;

/**
 * The amount and velocity rules that a fraud team starts with. They are a model of their own, and
 * the reasons that a person reads beside any model's score.
 */
enum FraudRule {
  /** No genuine payment of the handbook's population is above 220. */
  AMOUNT_ABOVE_220(0.95f) {
    @Override
    boolean fires(FraudVector vector) {
      return vector.amount() > 220;
    }
  },
  /** Most of the terminal's investigated payments of a week were fraud. */
  TERMINAL_RISK_7DAY_ABOVE_HALF(0.92f) {
    @Override
    boolean fires(FraudVector vector) {
      return vector.terminalRisk7Days() > 0.5;
    }
  },
  /** Some of the terminal's investigated payments of a month were fraud. */
  TERMINAL_RISK_30DAY_ABOVE_FIFTH(0.5f) {
    @Override
    boolean fires(FraudVector vector) {
      return vector.terminalRisk30Days() > 0.2;
    }
  },
  /** Far above what the card usually pays, once enough is known of it. */
  AMOUNT_ABOVE_3_TIMES_AVERAGE(0.6f) {
    @Override
    boolean fires(FraudVector vector) {
      return vector.cardCount30Days() >= 5 && vector.amount() > 3 * vector.cardAverage30Days();
    }
  },
  /** More payments within a day than a person makes. */
  MORE_THAN_10_PAYMENTS_A_DAY(0.5f) {
    @Override
    boolean fires(FraudVector vector) {
      return vector.cardCount1Day() > 10;
    }
  };

  /** How sure the rule is of a fraud when it fires, from 0 to 1. */
  private final float weight;

  FraudRule(float weight) {
    checkState(
        weight > 0 && weight < 1, "weight of %s is %s, must be within 0 and 1", this, weight);
    this.weight = weight;
  }

  abstract boolean fires(FraudVector vector);

  /**
   * One minus the product of what the firing rules leave of doubt (noisy or), in the order of the
   * rules, so that the same vector always has the same bits.
   */
  static float score(FraudVector vector) {
    float doubt = 1;
    for (FraudRule rule : values()) {
      if (rule.fires(vector)) {
        doubt *= 1 - rule.weight;
      }
    }
    return 1 - doubt;
  }
}
