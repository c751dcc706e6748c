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
package io.weir.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.weir.inference.ScoringException;
import java.util.Locale;

/**
 * Reads one score a row from an array: {@code [N]}, {@code [N, 1]}, or {@code [N, 2]}, where the
 * second column is the probability of the positive class.
 *
 * <p>A null, a bare {@code NaN} or {@code Infinity}, and the same as strings are scores that are
 * not finite: they fail their rows alone.
 */
final class ScoreReader {
  private ScoreReader() {}

  /**
   * Reads.
   *
   * @param array what stands where the scores should
   * @param rows how many rows were sent
   * @param place where it stands, for messages
   * @throws ScoringException a model error, if it is not one score a row
   */
  static float[] read(JsonNode array, int rows, String place) throws ScoringException {
    if (!array.isArray()) {
      throw refused("%s is %s; allowed: an array of %d scores", place, kindOf(array), rows);
    }
    if (array.size() != rows) {
      throw refused("%s has %d scores; allowed: %d, one a row", place, array.size(), rows);
    }
    float[] scores = new float[rows];
    int columns = columns(array.get(0));
    for (int row = 0; row < rows; row++) {
      JsonNode element = array.get(row);
      if (columns(element) != columns) {
        throw refused(
            "%s, element %d has another shape than element 0; allowed: one shape", place, row);
      }
      if (columns > 2) {
        throw refused(
            "%s, element %d is an array of %d; allowed: a number, or an array of 1 or 2",
            place, row, element.size());
      }
      scores[row] = number(columns == 0 ? element : element.get(columns - 1), place, row);
    }
    return scores;
  }

  /** The length of an element that is an array, and 0 for any other. */
  private static int columns(JsonNode element) {
    if (!element.isArray()) {
      return 0;
    }
    // An empty one is refused like one that is too long.
    return element.size() == 1 || element.size() == 2 ? element.size() : 3 + element.size();
  }

  private static float number(JsonNode node, String place, int row) throws ScoringException {
    if (node.isNull()) {
      return Float.NaN;
    }
    String text = node.asText();
    if (node.isNumber()
        || text.equals("NaN")
        || text.equals("Infinity")
        || text.equals("-Infinity")) {
      return Float.parseFloat(text);
    }
    throw refused("%s, element %d is %s; allowed: a number", place, row, kindOf(node));
  }

  @FormatMethod
  private static ScoringException refused(String message, Object... values) {
    return new ScoringException(ScoringException.Kind.MODEL_ERROR, String.format(message, values));
  }

  private static String kindOf(JsonNode node) {
    return node.isMissingNode()
        ? "missing"
        : "of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
