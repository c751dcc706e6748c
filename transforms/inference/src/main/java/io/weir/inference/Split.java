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
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** See {@link Router#split}. */
final class Split extends Router {
  private static final long serialVersionUID = 1L;
  private static final double ROUNDING = 1e-9;

  private final String experiment;
  private final List<Arm> arms;

  Split(String experiment, Arm... arms) {
    Arm.checkName("experiment", experiment);
    this.experiment = experiment;
    this.arms = List.copyOf(Arrays.asList(arms));
    List<String> names = this.arms.stream().map(Arm::name).collect(toList());
    require(!names.isEmpty(), "arms is empty; allowed: at least one");
    require(
        new HashSet<>(names).size() == names.size(), "arms are %s; allowed: each name once", names);
    double sum = this.arms.stream().mapToDouble(Arm::share).sum();
    require(
        Math.abs(sum - 1) <= ROUNDING,
        "shares of %s sum to %s; allowed: shares of sum 1",
        names,
        sum);
  }

  @Override
  void collect(Set<String> names) {
    parts().forEach(part -> part.collect(names));
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append("in experiment ").append(experiment).append(":\n");
    for (Arm arm : arms) {
      text.append(indent)
          .append("  ")
          .append(arm.name())
          .append(", ")
          .append(100 * arm.share())
          .append(" % of the keys:\n");
      arm.router().explain(text, indent + "    ");
    }
  }

  @Override
  Object form() {
    return Form.of(
        "split",
        "experiment",
        experiment,
        "arms",
        arms.stream()
            .map(
                arm ->
                    Form.map(
                        "name", arm.name(), "share", arm.share(), "router", arm.router().form()))
            .collect(toList()));
  }

  @Override
  List<Router> parts() {
    return arms.stream().map(Arm::router).collect(toList());
  }

  @Override
  boolean assigns() {
    return true;
  }

  @Override
  Route over(RouteInputs inputs) {
    long[] ends = new long[arms.size()];
    String[] sides = new String[ends.length];
    double end = 0;
    for (int arm = 0; arm < ends.length; arm++) {
      end += arms.get(arm).share();
      ends[arm] = Math.round(end * KeyHash.PLACES);
      sides[arm] = experiment + "/" + arms.get(arm).name();
    }
    return new Fork(inputs, parts()) {
      @Override
      int way(RoutedRow row) {
        long place = KeyHash.place(row.key, experiment);
        int arm = 0;
        // The shares may sum to a little less than one: the last arm has the rest.
        while (arm < ends.length - 1 && place >= ends[arm]) {
          arm++;
        }
        return arm;
      }

      @Override
      public int first(RoutedRow row) {
        row.assign(sides[way(row)]);
        return super.first(row);
      }
    };
  }
}
