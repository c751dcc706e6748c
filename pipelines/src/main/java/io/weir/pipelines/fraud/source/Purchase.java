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

/** One simulated purchase and the truth about it. */
final class Purchase {
  private final long timeMillis;
  private final int card;
  private final int terminal;
  private final long amountCents;
  private final FraudScenario scenario;

  Purchase(long timeMillis, int card, int terminal, long amountCents, FraudScenario scenario) {
    this.timeMillis = timeMillis;
    this.card = card;
    this.terminal = terminal;
    this.amountCents = amountCents;
    this.scenario = scenario;
  }

  long timeMillis() {
    return timeMillis;
  }

  int card() {
    return card;
  }

  int terminal() {
    return terminal;
  }

  long amountCents() {
    return amountCents;
  }

  FraudScenario scenario() {
    return scenario;
  }

  boolean fraud() {
    return scenario != FraudScenario.NONE;
  }
}
