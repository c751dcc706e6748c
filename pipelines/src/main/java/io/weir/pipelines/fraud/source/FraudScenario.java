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

/** Why a purchase is fraud: the scenarios of the Fraud Detection Handbook, chapter 3. */
enum FraudScenario {
  /** It is genuine. */
  NONE,
  /** Its amount is above 220. Easy to see: checks that a detector works at all. */
  HIGH_AMOUNT,
  /** Its terminal was taken over: for 28 days every purchase there is fraud. */
  COMPROMISED_TERMINAL,
  /** The card's details leaked: for 14 days a third of its purchases cost five times as much. */
  LEAKED_CARD
}
