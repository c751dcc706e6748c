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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.nio.FloatBuffer;
import org.junit.Test;

public final class FeatureRowsTest {
  private final FeatureRows rows =
      FeatureRows.copyOf(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});

  @Test
  public void valuesAreFoundByRowAndColumn() {
    assertThat(rows.rows(), is(3));
    assertThat(rows.columns(), is(2));
    assertThat(rows.value(2, 0), is(5f));
  }

  @Test
  public void aSliceIsAViewOfTheSameValues() {
    FeatureRows slice = rows.slice(1, 3).slice(1, 2);

    assertThat(slice.rows(), is(1));
    assertThat(slice.value(0, 1), is(6f));
  }

  @Test
  public void copyToWritesOnlyTheRowsOfTheSliceAndMovesThePosition() {
    FloatBuffer target = FloatBuffer.allocate(5);
    target.position(1);

    rows.slice(1, 3).copyTo(target);

    assertThat(target.array(), is(new float[] {0, 3, 4, 5, 6}));
    assertThat(target.position(), is(5));
  }

  @Test
  public void aRowOrColumnOutsideIsRefusedEvenWhereTheArrayGoesOn() {
    FeatureRows slice = rows.slice(0, 1);

    assertThrows(IndexOutOfBoundsException.class, () -> slice.value(1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.value(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 2));
  }

  @Test
  public void dimensionsThatDoNotFitAreRefused() {
    assertThat(refused(() -> FeatureRows.wrap(new float[3], 2, 2)), containsString("length 3"));
    assertThat(refused(() -> FeatureRows.wrap(new float[3], 0, 2)), containsString("rows is 0"));
    assertThat(refused(() -> FeatureRows.wrap(new float[3], 1, 0)), containsString("columns is 0"));
    assertThat(refused(() -> rows.slice(1, 1)), containsString("at least one row"));
    assertThat(
        refused(() -> FeatureRows.copyOf(new float[2], new float[3])),
        containsString("row 1 has length 3; allowed: 2"));
  }

  private static String refused(Runnable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
