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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks TensorFlow Serving which version of a model serves. */
final class ServingStatus {
  private final Connection connection;
  private final String subject;
  private final URI uri;
  private final @Nullable String wanted;

  /**
   * A question.
   *
   * @param wanted the only version that matters; null for the highest
   */
  ServingStatus(Connection connection, String model, @Nullable String wanted) {
    this.connection = connection;
    this.subject = "model " + model;
    this.wanted = wanted;
    this.uri =
        connection
            .endpoint()
            .resolve("/v1/models/" + model + (wanted == null ? "" : "/versions/" + wanted));
  }

  /**
   * Waits for the answer.
   *
   * @throws IOException if no such version is available now
   */
  String ask() throws IOException {
    return read(connection.ask(subject, uri));
  }

  CompletableFuture<String> askLater(Duration deadline) {
    return connection.send(Call.get(subject, uri, answer -> read(Json.read(answer))), deadline);
  }

  private String read(JsonNode answer) throws IOException {
    long highest = -1;
    List<String> states = new ArrayList<>();
    for (JsonNode entry : answer.path("model_version_status")) {
      String version = entry.path("version").asText();
      String state = entry.path("state").asText();
      states.add(version + " " + state);
      if (state.equals("AVAILABLE")
          && version.matches("[0-9]{1,18}")
          && (wanted == null || version.equals(wanted))) {
        highest = Math.max(highest, Long.parseLong(version));
      }
    }
    if (highest < 0) {
      throw new IOException(
          subject
              + ": the versions at "
              + uri
              + " are "
              + Excerpt.of(states.toString(), null)
              + "; allowed: "
              + (wanted == null ? "one" : "version " + wanted)
              + " that is AVAILABLE");
    }
    return String.valueOf(highest);
  }

  @Override
  public String toString() {
    return subject + " at " + uri;
  }
}
