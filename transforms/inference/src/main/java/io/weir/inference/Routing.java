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

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * A router and the models that it asks. Immutable; checked when it is made.
 *
 * <pre>{@code
 * Routing routing =
 *     Routing.of(
 *         Router.cascade("light", Band.of(0.01, 0.2), Router.always("heavy")),
 *         RoutedModel.named("light", embedded).build(),
 *         RoutedModel.named("heavy", triton)
 *             .deadline(Duration.ofSeconds(1))
 *             .resilience(Resilience.standard())
 *             .onFailure(OnFailure.fallBackTo("light"))
 *             .build());
 * }</pre>
 */
public final class Routing implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Router router;
  private final List<RoutedModel> models;

  private Routing(Router router, List<RoutedModel> models) {
    this.router = router;
    this.models = models;
  }

  /** One model that answers everything, and whose failures become dead letters. */
  static Routing only(RoutedModel model) {
    return of(Router.always(model.name()), model);
  }

  /**
   * A routing.
   *
   * @param models each with a name of its own, and all over the same features in the same order
   * @throws IllegalArgumentException if the router asks a model that is not there, one is there
   *     that nobody asks, one falls back to itself or in a circle, or they differ in their features
   */
  public static Routing of(Router router, RoutedModel... models) {
    Routing routing = new Routing(router, List.copyOf(Arrays.asList(models)));
    routing.check();
    return routing;
  }

  private void check() {
    List<String> names = names();
    require(!names.isEmpty(), "models is empty; allowed: at least one");
    require(
        new HashSet<>(names).size() == names.size(),
        "models are %s; allowed: each name once",
        names);
    Set<String> asked = new LinkedHashSet<>(router.models());
    for (RoutedModel model : models) {
      checkFallBacks(model);
      if (model.onFailure().kind() == OnFailure.Kind.FALL_BACK) {
        asked.add(model.onFailure().model());
      }
      List<String> features = model.source().description().features();
      require(
          features.equals(features()),
          "model %s has the features %s; allowed: those of %s, %s",
          model.name(),
          features,
          models.get(0).name(),
          features());
    }
    for (String name : asked) {
      require(names.contains(name), "router asks %s; allowed: one of %s", name, names);
    }
    for (String name : names) {
      require(asked.contains(name), "model %s is asked by nobody; allowed: %s", name, asked);
    }
    router.over(new RouteInputs(names, features()));
  }

  private void checkFallBacks(RoutedModel model) {
    List<String> names = names();
    Set<String> seen = new LinkedHashSet<>();
    RoutedModel at = model;
    while (at.onFailure().kind() == OnFailure.Kind.FALL_BACK) {
      require(
          seen.add(at.name()),
          "models fall back in a circle: %s; allowed: a chain with an end",
          seen);
      String next = at.onFailure().model();
      require(names.contains(next), "%s falls back to %s; allowed: %s", at.name(), next, names);
      at = models.get(names.indexOf(next));
    }
  }

  /** The router. */
  public Router router() {
    return router;
  }

  /** What it does and with which models, for a person. */
  public String explain() {
    StringBuilder text = new StringBuilder(router.explain());
    models.forEach(model -> text.append(model).append('\n'));
    return text.toString();
  }

  List<RoutedModel> models() {
    return models;
  }

  List<String> names() {
    return models.stream().map(RoutedModel::name).collect(toList());
  }

  List<String> features() {
    return models.get(0).source().description().features();
  }

  /**
   * The router over the models.
   *
   * @param clock nanoseconds from any beginning
   * @param callNanos what the calls of a model, by number, take of late
   */
  Route route(LongSupplier clock, IntToLongFunction callNanos) {
    return router.over(new RouteInputs(names(), features(), clock, callNanos));
  }

  /** The number of the model that answers for one that cannot; -1 if it has none. */
  int[] fallBacks() {
    List<String> names = names();
    int[] numbers = new int[names.size()];
    for (int model = 0; model < numbers.length; model++) {
      numbers[model] = names.indexOf(models.get(model).onFailure().model());
    }
    return numbers;
  }

  /** The models in one line. */
  @Override
  public String toString() {
    return router + " " + models;
  }
}
