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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a {@code model.json}, checked one by one as they are taken. */
final class ManifestFields {
  /** What a text field may hold, and how to say so. */
  static final class Form {
    private final Pattern pattern;
    private final String allowed;

    private Form(String pattern, String allowed) {
      this.pattern = Pattern.compile(pattern);
      this.allowed = allowed;
    }
  }

  static final Form NAME =
      new Form(
          "[a-z0-9][a-z0-9._-]{0,99}",
          "1 to 100 lower-case letters, digits, '.', '_' and '-', a letter or digit first");
  static final Form VERSION =
      new Form(
          "[A-Za-z0-9][A-Za-z0-9._+-]{0,99}",
          "a string of 1 to 100 letters, digits, '.', '_', '+' and '-', a letter or digit first");
  static final Form FILE =
      new Form(
          "[A-Za-z0-9_][A-Za-z0-9._-]{0,199}",
          "the name of a file in the same folder: letters, digits, '.', '_' and '-'");
  static final Form SHA_256 = new Form("[0-9a-f]{64}", "64 lower-case hexadecimal digits");
  static final Form ANY = new Form(".{1,200}", "1 to 200 characters");

  private static final List<String> ALLOWED =
      List.of(
          "name",
          "version",
          "engine",
          "file",
          "sha256",
          "features",
          "input",
          "output",
          "thresholds",
          "max_batch",
          "batch_invariant",
          "samples",
          "sample_tolerance",
          "description",
          "provenance");
  private static final int MAX_FEATURES = 4096;
  private static final int MAX_SAMPLES = 1000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode root;
  private final String where;

  private ManifestFields(JsonNode root, String where) {
    this.root = root;
    this.where = where;
  }

  static ManifestFields parse(byte[] json, String where) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidModelException(
          where + ": is not JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
    } catch (IOException e) {
      throw new InvalidModelException(where + ": is not JSON: " + e.getMessage(), e);
    }
    if (!root.isObject()) {
      throw new InvalidModelException(where + ": is no JSON object; allowed: { \"name\": ... }");
    }
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!ALLOWED.contains(name)) {
        throw new InvalidModelException(
            where + ": field \"" + name + "\" is unknown; allowed: " + String.join(", ", ALLOWED));
      }
    }
    return new ManifestFields(root, where);
  }

  boolean has(String field) {
    return root.has(field);
  }

  String text(String field, Form form) {
    JsonNode value = root.path(field);
    if (!value.isTextual() || !form.pattern.matcher(value.textValue()).matches()) {
      throw refused(field, value, form.allowed);
    }
    return value.textValue();
  }

  int integer(String field, int least, int most) {
    JsonNode value = root.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw refused(field, value, "a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  boolean flag(String field) {
    JsonNode value = root.path(field);
    if (!value.isBoolean()) {
      throw refused(field, value, "true or false");
    }
    return value.booleanValue();
  }

  List<String> names(String field) {
    String allowed = "a list of 1 to " + MAX_FEATURES + " names, none empty, each once";
    JsonNode values = root.path(field);
    if (!values.isArray() || values.isEmpty() || values.size() > MAX_FEATURES) {
      throw refused(field, values, allowed);
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode value : values) {
      if (!value.isTextual() || value.textValue().isBlank() || !names.add(value.textValue())) {
        throw refused(field + "[" + names.size() + "]", value, allowed);
      }
    }
    return List.copyOf(names);
  }

  double notNegative(String field) {
    JsonNode value = root.path(field);
    if (!value.isNumber()
        || !(value.doubleValue() >= 0)
        || Double.isInfinite(value.doubleValue())) {
      throw refused(field, value, "a number, at least 0");
    }
    return value.doubleValue();
  }

  /** Rows with a value, or null for one that is missing, for each of some columns. */
  SampleRows samples(String field, int columns, double tolerance) {
    JsonNode values = root.path(field);
    if (!values.isArray() || values.isEmpty() || values.size() > MAX_SAMPLES) {
      throw refused(field, values, "a list of 1 to " + MAX_SAMPLES + " rows with their scores");
    }
    float[][] rows = new float[values.size()][];
    double[] scores = new double[values.size()];
    for (int sample = 0; sample < rows.length; sample++) {
      JsonNode value = values.get(sample);
      JsonNode score = value.path("score");
      float[] row = row(value.path("features"), columns);
      if (value.size() != 2 || !score.isNumber() || row.length == 0) {
        throw refused(
            field + "[" + sample + "]",
            value,
            "{ \"features\": [numbers or null, one for each of the "
                + columns
                + " features], \"score\": number }");
      }
      rows[sample] = row;
      scores[sample] = score.doubleValue();
    }
    return new SampleRows(rows, scores, tolerance);
  }

  /** None if it is not a row. */
  private static float[] row(JsonNode values, int columns) {
    if (!values.isArray() || values.size() != columns) {
      return new float[0];
    }
    float[] row = new float[columns];
    for (int column = 0; column < columns; column++) {
      JsonNode value = values.get(column);
      if (!value.isNumber() && !value.isNull()) {
        return new float[0];
      }
      row[column] = value.isNull() ? Float.NaN : value.floatValue();
    }
    return row;
  }

  Thresholds thresholds(String field) {
    String allowed = "{ \"review\": R, \"block\": B } with 0 <= R <= B <= 1";
    JsonNode value = root.path(field);
    JsonNode review = value.path("review");
    JsonNode block = value.path("block");
    if (!value.isObject() || value.size() != 2 || !review.isNumber() || !block.isNumber()) {
      throw refused(field, value, allowed);
    }
    try {
      return Thresholds.of(review.doubleValue(), block.doubleValue());
    } catch (IllegalArgumentException e) {
      throw refused(field, value, allowed);
    }
  }

  private InvalidModelException refused(String field, JsonNode value, String allowed) {
    String found = value.isMissingNode() ? "missing" : shortened(value.toString());
    return new InvalidModelException(
        where + ": field \"" + field + "\" is " + found + "; allowed: " + allowed);
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "...";
  }
}
