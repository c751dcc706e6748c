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

/** See {@link Router#shadow}. */
final class Shadow extends Router {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final Router answering;

  Shadow(String model, Router answering) {
    require(
        !(answering instanceof Shadow),
        "shadow is %s beside another one; allowed: one shadow",
        model);
    this.model = Objects.requireNonNull(model, "model");
    this.answering = answering;
  }

  @Override
  void collect(Set<String> names) {
    answering.collect(names);
    names.add(model);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    answering.explain(text, indent);
    text.append(indent).append(model).append(" is asked as well, and compared\n");
  }

  @Override
  Object form() {
    return Form.of("shadow", "model", model, "answering", answering.form());
  }

  @Override
  List<Router> parts() {
    return List.of(answering);
  }

  @Override
  boolean hasShadow() {
    return true;
  }

  @Override
  boolean asksAgain(String name) {
    return models().contains(name);
  }

  @Override
  Route over(RouteInputs inputs) {
    int number = inputs.number(model);
    Route answers = answering.over(inputs);
    return new Route() {
      @Override
      public void start(ScoringTally tally) {
        answers.start(tally);
      }

      @Override
      public int first(RoutedRow row) {
        return answers.first(row);
      }

      @Override
      public long takesNanos(RoutedRow row) {
        return answers.takesNanos(row);
      }

      @Override
      public int after(RoutedRow row, int asked, float score) {
        return answers.after(row, asked, score);
      }

      @Override
      public int shadow(RoutedRow row) {
        return number;
      }
    };
  }
}
