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

import static io.weir.inference.Arguments.require;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/** What a {@link Router} needs to know to become a {@link Route}; each for one only. */
final class RouteInputs {
  private final List<String> models;
  private final List<String> features;
  private final LongSupplier clock;
  private final IntToLongFunction callNanos;
  private int budgets;

  /**
   * Inputs.
   *
   * @param models their names, by number
   * @param features the columns of a row
   * @param clock nanoseconds from any beginning
   * @param callNanos what the calls of a model take of late
   */
  RouteInputs(
      List<String> models, List<String> features, LongSupplier clock, IntToLongFunction callNanos) {
    this.models = models;
    this.features = features;
    this.clock = clock;
    this.callNanos = callNanos;
  }

  /** Inputs for a look: the calls of all models take no time. */
  RouteInputs(List<String> models, List<String> features) {
    this(models, features, System::nanoTime, model -> 0);
  }

  LongSupplier clock() {
    return clock;
  }

  long callNanos(int model) {
    return callNanos.applyAsLong(model);
  }

  /** A number for the next budget: rows have a bit for each. */
  int nextBudget() {
    require(
        budgets < Long.SIZE, "router has more than %s budgets; allowed: at most that", Long.SIZE);
    return budgets++;
  }

  List<String> features() {
    return features;
  }

  /**
   * A model's number.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  int number(String model) {
    int number = models.indexOf(model);
    require(number >= 0, "router asks %s; allowed: one of %s", model, models);
    return number;
  }
}
