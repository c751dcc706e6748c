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

import java.util.Objects;

/**
 * What a model gave for a batch: one score a row, and the version that computed them. The array is
 * not copied: who made it must not change it.
 */
public final class Scores {
  private final float[] values;
  private final String version;

  private Scores(float[] values, String version) {
    this.values = values;
    this.version = version;
  }

  /**
   * Scores.
   *
   * @param values one a row, in the order of the rows; one that is not finite fails its row
   * @param version of the model that answered, as its server or manifest says it, not empty
   */
  public static Scores of(float[] values, String version) {
    require(!version.isEmpty(), "version is empty; allowed: any other string");
    return new Scores(Objects.requireNonNull(values, "values"), version);
  }

  /** How many rows were scored. */
  public int rows() {
    return values.length;
  }

  /**
   * The score of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float score(int row) {
    return values[row];
  }

  /** The version that answered, which a server may change between two calls. */
  public String version() {
    return version;
  }

  /** A copy of the scores, in the order of the rows. */
  public float[] toArray() {
    return values.clone();
  }
}
