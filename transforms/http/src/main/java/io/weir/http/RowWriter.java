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

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.inference.FeatureRows;
import io.weir.inference.ScoringException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON. Each value is written as the decimal that reads back as the same float; a
 * server that computes in doubles sees that decimal.
 */
final class RowWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> features;
  private final RowShape shape;
  private final NonFinite nonFinite;

  RowWriter(List<String> features, RowShape shape, NonFinite nonFinite) {
    this.features = List.copyOf(features);
    this.shape = shape;
    this.nonFinite = nonFinite;
  }

  /**
   * Refuses what cannot be sent.
   *
   * @throws ScoringException of bad rows, if a value is not finite and such are not sent
   */
  void check(FeatureRows rows) throws ScoringException {
    if (nonFinite != NonFinite.REFUSE) {
      return;
    }
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < features.size(); column++) {
        if (!Float.isFinite(rows.value(row, column))) {
          throw new ScoringException(
              ScoringException.Kind.BAD_ROWS,
              String.format(
                  "feature %s of row %d is %s; allowed: a finite number, as nonFinite is REFUSE",
                  features.get(column), row, rows.value(row, column)));
        }
      }
    }
  }

  /**
   * Writes an array of rows.
   *
   * @param wrapper a name under which each row stands in an object of its own; null for none
   */
  void write(FeatureRows rows, @Nullable String wrapper, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (int row = 0; row < rows.rows(); row++) {
      if (wrapper != null) {
        json.writeStartObject();
        json.writeFieldName(wrapper);
      }
      writeRow(rows, row, json);
      if (wrapper != null) {
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void writeRow(FeatureRows rows, int row, JsonGenerator json) throws IOException {
    if (shape == RowShape.ARRAYS) {
      json.writeStartArray();
    } else {
      json.writeStartObject();
    }
    for (int column = 0; column < features.size(); column++) {
      if (shape == RowShape.OBJECTS) {
        json.writeFieldName(features.get(column));
      }
      writeValue(rows.value(row, column), json);
    }
    if (shape == RowShape.ARRAYS) {
      json.writeEndArray();
    } else {
      json.writeEndObject();
    }
  }

  private void writeValue(float value, JsonGenerator json) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
      return;
    }
    switch (nonFinite) {
      case TOKEN:
        json.writeRawValue(Float.toString(value));
        return;
      case TEXT:
        json.writeString(Float.toString(value));
        return;
      case NULL:
      case REFUSE:
        json.writeNull();
        return;
    }
  }

  /** All settings in one line, for a hash. */
  String fingerprint() {
    return features + "|" + shape + "|" + nonFinite;
  }
}
