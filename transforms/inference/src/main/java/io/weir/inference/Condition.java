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
import java.util.List;
import java.util.Objects;

/** Something that holds for a row of features or not. Immutable. */
public final class Condition implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final Formed form;
  private final Compiler compiler;

  private Condition(String text, Formed form, Compiler compiler) {
    this.text = text;
    this.form = form;
    this.compiler = compiler;
  }

  /**
   * Whether a feature is greater than a bound.
   *
   * @throws IllegalArgumentException if the bound is not finite
   */
  public static Condition above(String feature, double bound) {
    require(Double.isFinite(bound), "bound is %s; allowed: a finite number", bound);
    return of(feature, " > " + bound, "above", () -> bound, value -> value > bound);
  }

  /**
   * Whether a feature is less than a bound.
   *
   * @throws IllegalArgumentException if the bound is not finite
   */
  public static Condition below(String feature, double bound) {
    require(Double.isFinite(bound), "bound is %s; allowed: a finite number", bound);
    return of(feature, " < " + bound, "below", () -> bound, value -> value < bound);
  }

  /** Whether a feature is in a band. */
  public static Condition within(String feature, Band band) {
    return of(feature, " in " + band, "within", band::form, band::contains);
  }

  /** Whether both hold. */
  public Condition and(Condition other) {
    return new Condition(
        "(" + text + " and " + other.text + ")",
        () -> Form.listed("all", form.form(), other.form.form()),
        features -> {
          Check one = compiler.compile(features);
          Check two = other.compiler.compile(features);
          return row -> one.holds(row) && two.holds(row);
        });
  }

  /** Whether at least one holds. */
  public Condition or(Condition other) {
    return new Condition(
        "(" + text + " or " + other.text + ")",
        () -> Form.listed("any", form.form(), other.form.form()),
        features -> {
          Check one = compiler.compile(features);
          Check two = other.compiler.compile(features);
          return row -> one.holds(row) || two.holds(row);
        });
  }

  private static Condition of(
      String feature, String relation, String name, Formed bound, Comparison comparison) {
    Objects.requireNonNull(feature, "feature");
    return new Condition(
        feature + relation,
        () -> Form.map("feature", feature, name, bound.form()),
        features -> {
          int column = features.indexOf(feature);
          require(column >= 0, "feature is %s; allowed: one of %s", feature, features);
          return row -> comparison.holds(row[column]);
        });
  }

  /**
   * The condition over rows of these features.
   *
   * @throws IllegalArgumentException if it names another one
   */
  Check over(List<String> features) {
    return compiler.compile(features);
  }

  /** As it stands in a file. */
  Object form() {
    return form.form();
  }

  /** As it is read, such as {@code TX_AMOUNT > 200.0}. */
  @Override
  public String toString() {
    return text;
  }

  /** A condition whose columns are known. */
  interface Check {
    boolean holds(float[] row);
  }

  private interface Formed extends Serializable {
    Object form();
  }

  private interface Compiler extends Serializable {
    Check compile(List<String> features);
  }

  private interface Comparison extends Serializable {
    boolean holds(float value);
  }
}
