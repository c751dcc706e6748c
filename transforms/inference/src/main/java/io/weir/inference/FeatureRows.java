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

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A batch of feature rows: a row-major view of single-precision values.
 *
 * <p>A view copies nothing: whoever made the array must not change it while a model reads it.
 */
public final class FeatureRows {
  private final float[] values;
  private final int offset;
  private final int rows;
  private final int columns;

  private FeatureRows(float[] values, int offset, int rows, int columns) {
    this.values = values;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * The first {@code rows * columns} values of an array, row by row, without a copy.
   *
   * @throws IllegalArgumentException if a dimension is less than 1 or the array is too short
   */
  public static FeatureRows wrap(float[] values, int rows, int columns) {
    require(rows >= 1, "rows is %s; allowed: at least 1", rows);
    require(columns >= 1, "columns is %s; allowed: at least 1", columns);
    require(
        (long) rows * columns <= values.length,
        "values has length %s; allowed: at least rows * columns = %s * %s",
        values.length,
        rows,
        columns);
    return new FeatureRows(values, 0, rows, columns);
  }

  /**
   * A copy of rows held apart.
   *
   * @throws IllegalArgumentException if there is no row, or they differ in length
   */
  public static FeatureRows copyOf(float[]... rows) {
    require(rows.length >= 1, "rows is 0; allowed: at least 1");
    int columns = rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      require(
          rows[row].length == columns,
          "row %s has length %s; allowed: %s, as row 0",
          row,
          rows[row].length,
          columns);
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return wrap(values, rows.length, columns);
  }

  /** The number of rows, at least 1. */
  public int rows() {
    return rows;
  }

  /** The number of columns, at least 1. */
  public int columns() {
    return columns;
  }

  /**
   * One value.
   *
   * @throws IndexOutOfBoundsException if there is no such row or column
   */
  public float value(int row, int column) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
    return values[offset + row * columns + column];
  }

  /**
   * Some neighbouring rows of this batch, as a view of the same values.
   *
   * @param from the first row
   * @param to the row after the last
   * @throws IndexOutOfBoundsException if the range is not within this batch
   * @throws IllegalArgumentException if the range is empty
   */
  public FeatureRows slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    require(from < to, "range is %s to %s; allowed: at least one row", from, to);
    return new FeatureRows(values, offset + from * columns, to - from, columns);
  }

  /**
   * Writes all values, row by row, at the buffer's position and moves the position behind them.
   *
   * @throws java.nio.BufferOverflowException if the buffer has too little room
   */
  public void copyTo(FloatBuffer target) {
    target.put(values, offset, rows * columns);
  }
}
