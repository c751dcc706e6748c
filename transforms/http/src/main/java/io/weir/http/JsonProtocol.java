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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.inference.FeatureRows;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Requests and answers of a {@link JsonEndpoint}. */
final class JsonProtocol implements RowsProtocol {
  private static final int LONGEST_VERSION = 100;

  private final URI uri;
  private final RowWriter writer;
  private final String rowsField;
  private final Places places;

  JsonProtocol(URI uri, RowWriter writer, String rowsField, Places places) {
    this.uri = uri;
    this.writer = writer;
    this.rowsField = rowsField;
    this.places = places;
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public byte[] write(FeatureRows rows) throws ScoringException {
    writer.check(rows);
    return Json.write(
        json -> {
          if (rowsField.isEmpty()) {
            writer.write(rows, null, json);
          } else {
            json.writeStartObject();
            json.writeFieldName(rowsField);
            writer.write(rows, null, json);
            json.writeEndObject();
          }
        });
  }

  @Override
  public Scores read(JsonNode answer, int rows) throws ScoringException {
    JsonNode array = answer.at(places.scores);
    String place = places.scores.isEmpty() ? "the answer" : places.scores;
    if (places.scoreField != null && array.isArray()) {
      array = fieldOfEach(array, places.scoreField, place);
    }
    return Scores.of(ScoreReader.read(array, rows, place), version(answer));
  }

  /** The values of one field of an array's objects. */
  static ArrayNode fieldOfEach(JsonNode array, String field, String place) throws ScoringException {
    ArrayNode values = JsonNodeFactory.instance.arrayNode(array.size());
    for (JsonNode element : array) {
      JsonNode value = element.get(field);
      if (value == null) {
        throw new ScoringException(
            ScoringException.Kind.MODEL_ERROR,
            place + ", element " + values.size() + " has no field \"" + field + "\"");
      }
      values.add(value);
    }
    return values;
  }

  private String version(JsonNode answer) throws ScoringException {
    if (places.version == null) {
      return places.otherwise;
    }
    JsonNode node = answer.at(places.version);
    String text = node.isTextual() || node.isNumber() ? node.asText() : "";
    if (text.isEmpty() || text.length() > LONGEST_VERSION) {
      throw new ScoringException(
          ScoringException.Kind.MODEL_ERROR,
          places.version
              + " is no version; allowed: a number or a string of 1 to "
              + LONGEST_VERSION
              + " characters");
    }
    return text;
  }

  /** Where things stand in an answer, as JSON Pointers. */
  static final class Places {
    final String scores;
    final @Nullable String scoreField;
    final @Nullable String version;
    final String otherwise;

    Places(String scores, @Nullable String scoreField, @Nullable String version, String otherwise) {
      this.scores = scores;
      this.scoreField = scoreField;
      this.version = version;
      this.otherwise = otherwise;
    }
  }
}
