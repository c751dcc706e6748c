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
import java.util.Set;

/** See {@link Router#always}. */
final class Always extends Router {
  private static final long serialVersionUID = 1L;

  private final String model;

  Always(String model) {
    require(!model.isEmpty(), "model is empty; allowed: a model's name");
    this.model = model;
  }

  @Override
  void collect(Set<String> names) {
    names.add(model);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append(model).append(" answers\n");
  }

  @Override
  Object form() {
    return model;
  }

  @Override
  boolean isAlways(String name) {
    return model.equals(name);
  }

  @Override
  boolean asksAgain(String name) {
    return model.equals(name);
  }

  @Override
  List<Router> parts() {
    return List.of();
  }

  @Override
  Route over(RouteInputs inputs) {
    int number = inputs.number(model);
    return new Route() {
      @Override
      public int first(RoutedRow row) {
        return number;
      }

      @Override
      public long takesNanos(RoutedRow row) {
        return inputs.callNanos(number);
      }

      @Override
      public int after(RoutedRow row, int asked, float score) {
        return ANSWER;
      }
    };
  }
}
