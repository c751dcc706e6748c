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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.ScoringException;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The JSON of TensorFlow Serving's predict call, in the row and in the columnar form. */
final class ServingRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowWriter writer;
  private final boolean columnar;
  private final @Nullable String signature;
  private final @Nullable String input;
  private final @Nullable String output;

  ServingRequest(
      RowWriter writer,
      boolean columnar,
      @Nullable String signature,
      @Nullable String input,
      @Nullable String output) {
    this.writer = writer;
    this.columnar = columnar;
    this.signature = signature;
    this.input = input;
    this.output = output;
  }

  byte[] write(FeatureRows rows) throws ScoringException {
    writer.check(rows);
    return Json.write(json -> writeRequest(rows, json));
  }

  private void writeRequest(FeatureRows rows, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (signature != null) {
      json.writeStringField("signature_name", signature);
    }
    json.writeFieldName(columnar ? "inputs" : "instances");
    if (columnar && input != null) {
      json.writeStartObject();
      json.writeFieldName(input);
      writer.write(rows, null, json);
      json.writeEndObject();
    } else {
      writer.write(rows, columnar ? null : input, json);
    }
    json.writeEndObject();
  }

  /** The scores: the name of the output is left out by the server where there is only one. */
  float[] read(JsonNode answer, int rows) throws ScoringException {
    String field = columnar ? "outputs" : "predictions";
    JsonNode values = answer.get(field);
    if (values == null) {
      values = MissingNode.getInstance();
    }
    if (output != null && values.isObject()) {
      JsonNode named = values.get(output);
      return ScoreReader.read(
          named == null ? MissingNode.getInstance() : named, rows, field + "." + output);
    }
    if (output != null && values.isArray() && values.size() > 0 && values.get(0).isObject()) {
      values = JsonProtocol.fieldOfEach(values, output, field);
    }
    return ScoreReader.read(values, rows, field);
  }

  String signature() {
    return signature == null ? "serving_default" : signature;
  }

  @Nullable String input() {
    return input;
  }

  @Nullable String output() {
    return output;
  }

  /** All settings in one line, for a hash. */
  String fingerprint() {
    return String.join(
        "|",
        writer.fingerprint(),
        String.valueOf(columnar),
        String.valueOf(signature),
        String.valueOf(input),
        String.valueOf(output));
  }
}
