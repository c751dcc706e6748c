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

/** See {@link Router#canary}. */
final class Canary extends Router {
  private static final long serialVersionUID = 1L;

  private final String salt;
  private final double share;
  private final Router candidate;
  private final Router stable;

  Canary(String salt, double share, Router candidate, Router stable) {
    require(share >= 0 && share <= 1, "share is %s; allowed: 0 to 1", share);
    Arm.checkName("salt", salt);
    this.salt = salt;
    this.share = share;
    this.candidate = candidate;
    this.stable = stable;
  }

  @Override
  void collect(Set<String> names) {
    candidate.collect(names);
    stable.collect(names);
  }

  @Override
  void explain(StringBuilder text, String indent) {
    text.append(indent).append("for ").append(100 * share).append(" % of the keys:\n");
    candidate.explain(text, indent + "  ");
    text.append(indent).append("for the others:\n");
    stable.explain(text, indent + "  ");
  }

  @Override
  Object form() {
    return Form.of(
        "canary",
        "salt",
        salt,
        "share",
        share,
        "candidate",
        candidate.form(),
        "stable",
        stable.form());
  }

  @Override
  List<Router> parts() {
    return List.of(candidate, stable);
  }

  @Override
  boolean assigns() {
    return true;
  }

  @Override
  Route over(RouteInputs inputs) {
    String candidates = salt + "/candidate";
    String others = salt + "/stable";
    long bound = (long) (share * KeyHash.PLACES);
    return new Fork(inputs, parts()) {
      @Override
      int way(RoutedRow row) {
        return KeyHash.place(row.key, salt) < bound ? 0 : 1;
      }

      @Override
      public int first(RoutedRow row) {
        row.assign(way(row) == 0 ? candidates : others);
        return super.first(row);
      }
    };
  }
}
