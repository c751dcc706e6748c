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

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/** See {@link Router#budget}. */
final class Budget extends Router {
  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Duration within;
  private final Router preferred;
  private final Router fast;

  Budget(Duration within, Router preferred, Router fast) {
    require(
        !within.isNegative() && !within.isZero() && within.compareTo(LONGEST) <= 0,
        "within is %s; allowed: more than zero, at most %s",
        within,
        LONGEST);
    require(
        !preferred.hasShadow() && !fast.hasShadow(),
        "a router of a budget has a shadow; allowed: a shadow of the budget");
    this.within = within;
    this.preferred = Objects.requireNonNull(preferred, "preferred");
    this.fast = Objects.requireNonNull(fast, "fast");
  }

  @Override
  void collect(Set<String> names) {
    preferred.collect(names);
    fast.collect(names);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append("where enough is left of ").append(within).append(":\n");
    preferred.explain(text, indent + "  ");
    text.append(indent).append("else:\n");
    fast.explain(text, indent + "  ");
  }

  @Override
  Object form() {
    return Form.of(
        "budget", "within", within.toString(), "preferred", preferred.form(), "fast", fast.form());
  }

  @Override
  List<Router> parts() {
    return List.of(preferred, fast);
  }

  @Override
  public boolean isReproducible() {
    return false;
  }

  @Override
  boolean readsClock() {
    return true;
  }

  @Override
  boolean asksAgain(String model) {
    return preferred.models().contains(model) || (!fast.isAlways(model) && fast.asksAgain(model));
  }

  @Override
  Route over(RouteInputs inputs) {
    return new Ways(inputs);
  }

  /** What was decided for a row when it came is kept with the row. */
  private final class Ways extends Fork {
    private final long withinNanos = within.toNanos();
    private final LongSupplier clock;
    private final int number;

    Ways(RouteInputs inputs) {
      super(inputs, parts());
      this.clock = inputs.clock();
      this.number = inputs.nextBudget();
    }

    @Override
    int way(RoutedRow row) {
      return row.isHurried(number) ? 1 : 0;
    }

    @Override
    public int first(RoutedRow row) {
      long leftNanos = withinNanos - (clock.getAsLong() - row.acceptedNanos);
      if (leftNanos <= takesNanos(row, 0)) {
        row.hurry(number);
      }
      return super.first(row);
    }

    @Override
    public int shadow(RoutedRow row) {
      return ANSWER;
    }

    /** It hurries where it must. */
    @Override
    public long takesNanos(RoutedRow row) {
      return takesNanos(row, 1);
    }
  }
}
