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
package io.weir.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.inference.FeatureRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Models that {@code make_exports.py} exported, and what the libraries make of some rows. */
final class Exports {
  private Exports() {}

  static OnnxModelSource source(String name) {
    return OnnxModelSource.of("classpath:exports/" + name);
  }

  static byte[] content(String name) throws IOException {
    try (InputStream stream = open(name, "model.onnx")) {
      return stream.readAllBytes();
    }
  }

  static JsonNode expected(String name) throws IOException {
    try (InputStream stream = open(name, "expected.json")) {
      return new ObjectMapper().readTree(stream);
    }
  }

  static FeatureRows rows(JsonNode expected) {
    JsonNode rows = expected.get("rows");
    float[][] values = new float[rows.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = floats(rows.get(row));
    }
    return FeatureRows.copyOf(values);
  }

  static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) list.get(index).doubleValue();
    }
    return values;
  }

  static long[] longs(JsonNode list) {
    long[] values = new long[list.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = list.get(index).longValue();
    }
    return values;
  }

  static String[] strings(JsonNode list) {
    String[] values = new String[list.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = list.get(index).textValue();
    }
    return values;
  }

  private static InputStream open(String name, String file) {
    return Objects.requireNonNull(
        Exports.class.getResourceAsStream("/exports/" + name + "/" + file));
  }
}
