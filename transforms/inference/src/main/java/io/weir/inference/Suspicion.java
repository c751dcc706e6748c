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
package io.weir.inference;

/**
 * Whether a server that refuses rows still has the model that was opened: one that was given a
 * model of another signature refuses every row. The rule: so many rows in a row refused each alone,
 * with no batch answered between them, are suspicious, and after each suspicion that was wrong (all
 * those rows were bad) twice as many, until a batch is answered. Safe for use by several threads.
 */
final class Suspicion {
  private static final int MOST = 1 << 16;

  private final int first;
  private int bound;
  private int refused;

  Suspicion(int first) {
    this.first = first;
    this.bound = first;
  }

  /** A batch was answered: the model is the right one. */
  synchronized void answered() {
    refused = 0;
    bound = first;
  }

  /** A row was refused alone; returns whether the model should be opened again. */
  synchronized boolean refusedAlone() {
    refused++;
    if (refused < bound) {
      return false;
    }
    refused = 0;
    bound = Math.min(2 * bound, MOST);
    return true;
  }
}
