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

package io.weir.benchmarks;

/** One of the two that are compared. */
enum Contender {
  /** The fraud pipeline on the Flink runner, as {@code weir run fraud --runner=flink} has it. */
  OURS("ours") {
    @Override
    void run(RunPlan plan) throws Exception {
      new FlinkRun(plan).portable();
    }
  },
  /** The same by hand on the DataStream API. */
  PEER("peer") {
    @Override
    void run(RunPlan plan) throws Exception {
      new FlinkRun(plan).byHand();
    }
  };

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /** The name in results. */
  String label() {
    return label;
  }

  /** Answers everything on the input topics, and returns when it is done. */
  abstract void run(RunPlan plan) throws Exception;
}
