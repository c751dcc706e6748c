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
 * How many calls may be made a second time: one in twenty, and ten in a row after as many calls
 * without. Safe for use by several threads.
 */
final class HedgeBudget {
  private static final int CALLS_FOR_ONE = 20;
  private static final int MOST = 10 * CALLS_FOR_ONE;

  private int saved;

  /** A call was made for the first time. */
  synchronized void asked() {
    saved = Math.min(MOST, saved + 1);
  }

  /** Whether one may be made a second time; it is paid then. */
  synchronized boolean take() {
    if (saved < CALLS_FOR_ONE) {
      return false;
    }
    saved -= CALLS_FOR_ONE;
    return true;
  }
}
