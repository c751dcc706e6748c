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

/** What happened in one bundle, in plain numbers. */
final class ScoringTally {
  /** Sum, count and range of some values. */
  static final class Spread {
    long sum;
    long count;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;

    void add(long value) {
      sum += value;
      count++;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    void clear() {
      sum = 0;
      count = 0;
      least = Long.MAX_VALUE;
      most = Long.MIN_VALUE;
    }
  }

  /** Rows a call. */
  final Spread batchRows = new Spread();

  /** Microseconds a call, from handing it to the model until the answer was taken. */
  final Spread callMicros = new Spread();

  /** Millionths by which scores of shadows differ from the answers. */
  final Spread shadowMicros = new Spread();

  /** Rows whose shadow was not asked, did not answer in time, or gave no number. */
  long shadowGivenUp;

  /** Rows that were asked of another model after an answer. */
  long escalated;

  /** Rows that were answered by another model than the one that should have, or by default. */
  long degraded;

  /** Calls that were made a second time before the first had an answer. */
  long hedged;

  /** Rows that found the queue of their model full, once for each try. */
  long shed;

  /** Calls that failed as a whole. */
  long failedCalls;

  /** Rows that got a score, once for each model. */
  long scored;

  /** Rows that got none. */
  long failed;

  /** Models that took the place of another one. */
  long modelSwaps;

  /** Models that should have, and were refused. */
  long modelsRefused;

  /** Shares of canaries that were not to be used. */
  long refusedShares;

  void clear() {
    batchRows.clear();
    callMicros.clear();
    shadowMicros.clear();
    shadowGivenUp = 0;
    escalated = 0;
    degraded = 0;
    hedged = 0;
    shed = 0;
    failedCalls = 0;
    scored = 0;
    refusedShares = 0;
    failed = 0;
    modelSwaps = 0;
    modelsRefused = 0;
  }
}
