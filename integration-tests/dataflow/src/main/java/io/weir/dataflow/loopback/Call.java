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
package io.weir.dataflow.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Call {
  private static final String JSON = "application/json; charset=UTF-8";

  private final HttpExchange exchange;

  Call(HttpExchange exchange) {
    this.exchange = exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The path as it was sent, not decoded. */
  String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** The URI's parameters, decoded. */
  Map<String, String> parameters() {
    return parameters(exchange.getRequestURI().getRawQuery());
  }

  static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        int is = parameter.indexOf('=');
        if (is > 0) {
          parameters.put(
              parameter.substring(0, is), URLDecoder.decode(parameter.substring(is + 1), UTF_8));
        }
      }
    }
    return parameters;
  }

  String header(String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  byte[] body() throws IOException {
    try (InputStream raw = exchange.getRequestBody();
        InputStream body =
            header("Content-Encoding").equals("gzip") ? new GZIPInputStream(raw) : raw) {
      return body.readAllBytes();
    }
  }

  /** The body as text in which every byte is a character. */
  String bytesAsText() throws IOException {
    return new String(body(), ISO_8859_1);
  }

  void head(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void answer(int code, String json) throws IOException {
    head("Content-Type", JSON);
    answer(code, json.getBytes(UTF_8));
  }

  void answer(int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public String toString() {
    return method() + " " + exchange.getRequestURI();
  }
}
