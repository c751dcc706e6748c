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

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;

/** One side of an experiment: a share of the keys, and the router that they get. Immutable. */
public final class Arm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final String name;
  private final double share;
  private final Router router;

  private Arm(String name, double share, Router router) {
    this.name = name;
    this.share = share;
    this.router = router;
  }

  /**
   * An arm.
   *
   * @param name 1 to 100 letters, digits, '.', '_' and '-', a letter or digit first
   * @param share of the keys, from 0 to 1
   * @throws IllegalArgumentException if the name or the share is another
   */
  public static Arm of(String name, double share, Router router) {
    checkName("name", name);
    require(share >= 0 && share <= 1, "share is %s; allowed: 0 to 1", share);
    return new Arm(name, share, Objects.requireNonNull(router, "router"));
  }

  /** Names end up in the assignments of predictions, which they must not break. */
  static void checkName(String setting, String name) {
    require(
        NAME.matcher(name).matches(),
        "%s is \"%s\"; allowed: 1 to 100 letters, digits, '.', '_' and '-', a letter or digit first",
        setting,
        name);
  }

  /** The name, as it stands in assignments. */
  public String name() {
    return name;
  }

  /** The share of the keys, from 0 to 1. */
  public double share() {
    return share;
  }

  /** Who answers for them. */
  public Router router() {
    return router;
  }
}
