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
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a classification from a chat server's answer, and believes nothing unchecked. */
final class ChatAnswer {
  private static final Set<String> FIELDS = Set.of("label", "score", "reason");
  private static final int LONGEST_VERSION = 200;

  private final String model;
  private final List<String> labels;

  ChatAnswer(String model, List<String> labels) {
    this.model = model;
    this.labels = labels;
  }

  /**
   * Reads.
   *
   * @throws ScoringException a model error, if the answer is not what the schema asks for
   * @throws IOException if the answer as a whole is no JSON
   */
  Classification read(byte[] answer) throws ScoringException, IOException {
    JsonNode whole = Json.read(answer);
    JsonNode choice = whole.path("choices").path(0);
    String finish = choice.path("finish_reason").asText("");
    if (finish.equals("length")) {
      throw refused("the answer was cut off at its bound (finish_reason is \"length\")");
    }
    if (!finish.equals("stop")) {
      throw refused("finish_reason is \"%s\"; allowed: \"stop\"", finish);
    }
    JsonNode message = choice.path("message");
    String refusal = message.path("refusal").asText("");
    if (!refusal.isEmpty() && !message.path("refusal").isNull()) {
      throw refused("the model refused: %s", Excerpt.of(refusal, null));
    }
    if (!message.path("content").isTextual()) {
      throw refused("the answer has no choices[0].message.content");
    }
    String version = whole.path("model").asText("");
    return classification(
        content(message.path("content").asText()),
        version.isEmpty() || version.length() > LONGEST_VERSION ? model : version);
  }

  private static JsonNode content(String content) throws ScoringException {
    JsonNode object;
    try {
      object = Json.read(content);
    } catch (IOException e) {
      throw new ScoringException(
          ScoringException.Kind.MODEL_ERROR,
          "the model wrote no JSON: " + Excerpt.of(content, null),
          e);
    }
    Set<String> fields = new HashSet<>();
    object.fieldNames().forEachRemaining(fields::add);
    if (!fields.equals(FIELDS)) {
      throw refused(
          "the model wrote %s; allowed: an object with label, score and reason",
          Excerpt.of(content, null));
    }
    return object;
  }

  private Classification classification(JsonNode object, String version) throws ScoringException {
    String label = object.path("label").asText();
    if (!object.path("label").isTextual() || !labels.contains(label)) {
      throw refused("label is %s; allowed: %s", shown(object, "label"), labels);
    }
    double score = object.path("score").isNumber() ? object.path("score").asDouble() : Double.NaN;
    // Written so that NaN is refused.
    if (!(score >= 0 && score <= 1)) {
      throw refused("score is %s; allowed: 0 to 1", shown(object, "score"));
    }
    if (!object.path("reason").isTextual()) {
      throw refused("reason is %s; allowed: a string", shown(object, "reason"));
    }
    return Classification.of(label, score, object.path("reason").asText(), version);
  }

  private static String shown(JsonNode object, String field) {
    return Excerpt.of(object.path(field).toString(), null);
  }

  @FormatMethod
  private static ScoringException refused(String message, Object... values) {
    return new ScoringException(ScoringException.Kind.MODEL_ERROR, String.format(message, values));
  }
}
