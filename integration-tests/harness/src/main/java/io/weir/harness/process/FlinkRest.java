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
package io.weir.harness.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Flink's REST interface, at whichever of its JobManagers answers. */
final class FlinkRest {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(ANSWER).version(HttpClient.Version.HTTP_1_1).build();
  private final Supplier<List<String>> addresses;

  /**
   * Asks at these addresses, one after the other.
   *
   * @param addresses of those that live, {@code host:port}
   */
  FlinkRest(Supplier<List<String>> addresses) {
    this.addresses = addresses;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return ask(path, HttpRequest.newBuilder().GET());
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return ask(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  JsonNode patch(String path) throws IOException, InterruptedException {
    return ask(path, HttpRequest.newBuilder().method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  private JsonNode ask(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    IOException failure = new IOException("no JobManager lives");
    for (String address : addresses.get()) {
      try {
        HttpResponse<String> answer =
            client.send(
                request.copy().uri(URI.create("http://" + address + path)).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) {
          return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        }
        failure = new IOException(path + ": " + answer.statusCode() + " " + answer.body());
      } catch (IOException e) {
        failure = new IOException(path + " at " + address + ": " + e, e);
      }
    }
    throw failure;
  }
}
