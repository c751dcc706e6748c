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
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reading and writing JSON.
 *
 * <p>Numbers are read as decimals, so that a score is rounded once, from its text to a float, and
 * not by way of a double. The tokens NaN and Infinity, which are no JSON but which Python and
 * TensorFlow Serving write, are read.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Writes into a generator. */
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  /**
   * Reads a whole document.
   *
   * @throws IOException if it is none, an empty one included
   */
  static JsonNode read(byte[] document) throws IOException {
    return present(MAPPER.readTree(document));
  }

  /** Reads a whole document. */
  static JsonNode read(String document) throws IOException {
    return present(MAPPER.readTree(document));
  }

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static JsonNode present(JsonNode node) throws IOException {
    if (node.isMissingNode()) {
      throw new IOException("the document is empty");
    }
    return node;
  }
}
