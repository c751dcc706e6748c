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
import java.util.Objects;
import java.util.Set;

/** See {@link Router#cascade}. */
final class Cascade extends Router {
  private static final long serialVersionUID = 1L;

  private final String light;
  private final Band band;
  private final Router heavy;

  Cascade(String light, Band band, Router heavy) {
    require(
        !heavy.asksAgain(light),
        "light is %s, which the other router of the cascade asks again; allowed: any other name",
        light);
    this.light = light;
    this.band = Objects.requireNonNull(band, "band");
    this.heavy = heavy;
  }

  @Override
  void collect(Set<String> names) {
    names.add(light);
    heavy.collect(names);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append(light).append(" answers, but in ").append(band).append(":\n");
    heavy.explain(text, indent + "  ");
  }

  @Override
  Object form() {
    return Form.of("cascade", "light", light, "band", band.form(), "heavy", heavy.form());
  }

  @Override
  List<Router> parts() {
    return List.of(heavy);
  }

  @Override
  boolean asksAgain(String model) {
    return models().contains(model);
  }

  @Override
  Route over(RouteInputs inputs) {
    int number = inputs.number(light);
    Route escalated = heavy.over(inputs);
    return new Route() {
      @Override
      public void start(ScoringTally tally) {
        escalated.start(tally);
      }

      @Override
      public int first(RoutedRow row) {
        return number;
      }

      @Override
      public long takesNanos(RoutedRow row) {
        return inputs.callNanos(number) + escalated.takesNanos(row);
      }

      @Override
      public int after(RoutedRow row, int model, float score) {
        if (model != number) {
          return escalated.after(row, model, score);
        }
        if (!band.contains(score)) {
          return ANSWER;
        }
        // A budget that is spent may lead back to the light model, which has answered.
        int next = escalated.first(row);
        return next == number ? ANSWER : next;
      }

      @Override
      public int shadow(RoutedRow row) {
        return escalated.shadow(row);
      }
    };
  }
}
