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
package io.weir.harness;

import io.weir.harness.fault.Fault;
import java.util.Random;

/**
 * One run of a test: a runner, bundles, what goes wrong, a seed. A test of {@link RunnerMatrix} has
 * it as its parameter.
 */
public final class Cell {
  private final CellPlan plan;
  private final String test;
  private final Agreement agreement;
  private final Latency latency = new Latency();
  private int runs;

  Cell(CellPlan plan, String test, Agreement agreement) {
    this.plan = plan;
    this.test = test;
    this.agreement = agreement;
  }

  /** Starts to describe what is run; a test runs at least one. */
  public Job job() {
    return new Job(this);
  }

  /** The runner's name, such as {@code flink-embedded}. */
  public String runner() {
    return plan.runner().name();
  }

  /** What goes wrong. */
  public Fault fault() {
    return plan.fault();
  }

  /** Randomness from the cell's seed; each call begins anew. */
  public Random random() {
    return new Random(plan.seed());
  }

  CellPlan plan() {
    return plan;
  }

  /** The name of the test of which this is a cell. */
  String test() {
    return test;
  }

  Agreement agreement() {
    return agreement;
  }

  /** How long the elements of its runs took. */
  Latency latency() {
    return latency;
  }

  void ran() {
    runs++;
  }

  int runs() {
    return runs;
  }

  @Override
  public String toString() {
    return plan.toString();
  }
}
