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

import java.time.Duration;
import java.util.Random;

/** Routers of any shape, over three models and two features. */
final class RandomRouters {
  private static final String[] MODELS = {"light", "heavy", "other"};

  private final Random random;

  RandomRouters(long seed) {
    this.random = new Random(seed);
  }

  Router next() {
    return next(4);
  }

  /** One that a budget can hold. */
  Router unshadowed() {
    Router router = next();
    while (router.hasShadow()) {
      router = next();
    }
    return router;
  }

  private Router next(int depth) {
    if (depth == 0) {
      return Router.always(model());
    }
    switch (random.nextInt(8)) {
      case 0:
        return Router.when(condition(2), next(depth - 1), next(depth - 1));
      case 1:
        return cascade(next(depth - 1));
      case 2:
        return Router.canary(
            "salt-" + random.nextInt(), random.nextDouble(), next(depth - 1), next(depth - 1));
      case 3:
        return shadow(next(depth - 1));
      case 4:
        return split(depth);
      case 5:
        return budget(next(depth - 1), next(depth - 1));
      default:
        return next(depth - 1);
    }
  }

  private Router split(int depth) {
    double first = random.nextDouble();
    double second = random.nextDouble() * (1 - first);
    return Router.split(
        "experiment-" + random.nextInt(),
        Arm.of("a", first, next(depth - 1)),
        Arm.of("b", second, next(depth - 1)),
        Arm.of("c", Math.max(0, 1 - first - second), next(depth - 1)));
  }

  private Router budget(Router preferred, Router fast) {
    try {
      return Router.budget(Duration.ofMillis(1 + random.nextInt(10)), preferred, fast);
    } catch (IllegalArgumentException e) {
      return preferred;
    }
  }

  private Router cascade(Router heavy) {
    for (String light : MODELS) {
      if (!heavy.models().contains(light)) {
        Router escalated = random.nextBoolean() ? heavy : budget(heavy, Router.always(light));
        return Router.cascade(light, band(), escalated);
      }
    }
    return heavy;
  }

  private Router shadow(Router answering) {
    try {
      return Router.shadow(model(), answering);
    } catch (IllegalArgumentException e) {
      return answering;
    }
  }

  private Condition condition(int depth) {
    String feature = random.nextBoolean() ? "a" : "b";
    double bound = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
    switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0:
        return Condition.above(feature, bound);
      case 1:
        return Condition.below(feature, bound);
      case 2:
        return Condition.within(feature, band());
      case 3:
        return condition(depth - 1).and(condition(depth - 1));
      default:
        return condition(depth - 1).or(condition(depth - 1));
    }
  }

  private Band band() {
    double low = random.nextGaussian();
    return Band.of(low, low + Math.abs(random.nextGaussian()));
  }

  private String model() {
    return MODELS[random.nextInt(MODELS.length)];
  }
}
