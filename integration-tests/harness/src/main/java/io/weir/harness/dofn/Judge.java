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
package io.weir.harness.dofn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Carries out schedules and says what is wrong with what comes of them. */
final class Judge<InputT, OutputT> {
  private static final int MOST_QUIET_RUNS = 1_000;

  private final Plan<InputT, OutputT> plan;
  private final Settings<InputT, OutputT> settings;
  private final Map<Schedule, Outcome<OutputT>> quietRuns = new HashMap<>();

  Judge(Plan<InputT, OutputT> plan) {
    this.plan = plan;
    this.settings = plan.settings;
  }

  /** The first thing that is wrong; null if nothing is. */
  @Nullable Violation judge(Schedule schedule) {
    List<Violation> found = run(schedule).violations();
    return found.isEmpty() ? null : found.get(0);
  }

  /** What comes of it, with all that is wrong. */
  Outcome<OutputT> run(Schedule schedule) {
    List<Long> before = levels();
    Outcome<OutputT> outcome = new Simulation<>(plan, schedule).run();
    Violations violations = new Violations();
    outcome.violations().forEach(violations::add);
    balance(before, violations);
    if (violations.found().isEmpty()) {
      compare(outcome, violations);
      account(outcome, violations);
      check(outcome, violations);
    }
    return outcome.with(violations.found());
  }

  private List<Long> levels() {
    List<Long> levels = new ArrayList<>();
    for (LongSupplier level : settings.balances.values()) {
      levels.add(level.getAsLong());
    }
    return levels;
  }

  private void balance(List<Long> before, Violations violations) {
    List<Long> after = levels();
    List<String> names = new ArrayList<>(settings.balances.keySet());
    for (int index = 0; index < names.size(); index++) {
      if (!before.get(index).equals(after.get(index))) {
        violations.add(
            Law.NOT_BALANCED,
            "%s: %s before, %s after the last teardown",
            names.get(index),
            before.get(index),
            after.get(index));
      }
    }
  }

  private void compare(Outcome<OutputT> outcome, Violations violations) {
    if (settings.agreement == Settings.Agreement.NONE) {
      return;
    }
    Outcome<OutputT> quiet = quiet(outcome.schedule());
    Map<Object, List<Object>> expected = items(quiet);
    Map<Object, List<Object>> actual = items(outcome);
    String difference =
        Differences.between(
            expected,
            actual,
            settings.agreement == Settings.Agreement.ORDER_OF_KEYS,
            settings.keepsOutputs);
    if (difference != null) {
      violations.add(Law.DIFFERS_FROM_QUIET_RUN, "%s", difference);
    }
  }

  private Outcome<OutputT> quiet(Schedule schedule) {
    if (quietRuns.size() > MOST_QUIET_RUNS) {
      quietRuns.clear();
    }
    return quietRuns.computeIfAbsent(
        schedule.quiet(), quiet -> new Simulation<>(plan, quiet).run());
  }

  private Map<Object, List<Object>> items(Outcome<OutputT> outcome) {
    Map<Object, List<Object>> items = new LinkedHashMap<>();
    TupleTag<OutputT> main = plan.mainOutput;
    for (Output<?> output : outcome.outputs()) {
      List<Object> ofKey =
          items.computeIfAbsent(
              Objects.requireNonNullElse(settings.keyOfOutput.apply(output), ""),
              key -> new ArrayList<>());
      if (output.tag().equals(main.getId())) {
        @SuppressWarnings("unchecked") // what went to the main output is of its type
        Output<OutputT> typed = (Output<OutputT>) output;
        ofKey.addAll(settings.items.apply(typed));
      } else {
        ofKey.add(output);
      }
    }
    return items;
  }

  private void account(Outcome<OutputT> outcome, Violations violations) {
    Function<InputT, ?> idOfInput = settings.idOfInput;
    Function<Output<?>, ? extends Iterable<?>> idsOfOutput = settings.idsOfOutput;
    if (idOfInput == null || idsOfOutput == null) {
      return;
    }
    Map<Object, Integer> counted = new HashMap<>();
    for (Output<?> output : outcome.outputs()) {
      idsOfOutput.apply(output).forEach(id -> counted.merge(id, 1, Integer::sum));
    }
    Collection<Object> dropped = outcome.dropped();
    Map<Integer, Integer> times = outcome.schedule().deliveries();
    times.forEach(
        (index, deliveries) -> {
          InputT value = plan.elements.get(index).value();
          int count = counted.getOrDefault(idOfInput.apply(value), 0);
          int most = settings.keepsOutputs ? Integer.MAX_VALUE : deliveries;
          if ((count < 1 || count > most) && !dropped.contains(value)) {
            violations.add(
                Law.NOT_ACCOUNTED_FOR,
                "%s came %s times and is %s times in the outputs",
                value,
                deliveries,
                count);
          }
        });
  }

  private void check(Outcome<OutputT> outcome, Violations violations) {
    for (Consumer<? super Outcome<OutputT>> check : settings.checks) {
      try {
        check.accept(outcome);
      } catch (RuntimeException | AssertionError failed) {
        violations.add(
            new Violation(Law.CHECK_FAILED, String.valueOf(failed.getMessage()), failed));
      }
    }
  }
}
