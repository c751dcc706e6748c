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

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** See {@link Router#when}. */
final class When extends Router {
  private static final long serialVersionUID = 1L;

  private final Condition condition;
  private final Router then;
  private final Router otherwise;

  When(Condition condition, Router then, Router otherwise) {
    this.condition = Objects.requireNonNull(condition, "condition");
    this.then = then;
    this.otherwise = otherwise;
  }

  @Override
  void collect(Set<String> names) {
    then.collect(names);
    otherwise.collect(names);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append("where ").append(condition).append(":\n");
    then.explain(text, indent + "  ");
    text.append(indent).append("else:\n");
    otherwise.explain(text, indent + "  ");
  }

  @Override
  Object form() {
    return Form.of("when", "if", condition.form(), "then", then.form(), "else", otherwise.form());
  }

  @Override
  List<Router> parts() {
    return List.of(then, otherwise);
  }

  @Override
  Route over(RouteInputs inputs) {
    Condition.Check check = condition.over(inputs.features());
    return new Fork(inputs, parts()) {
      @Override
      int way(RoutedRow row) {
        return check.holds(row.features) ? 0 : 1;
      }
    };
  }
}
