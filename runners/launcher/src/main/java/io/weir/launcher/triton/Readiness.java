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
package io.weir.launcher.triton;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits until a server and its models say over HTTP that they are ready. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ANSWER_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 50;

  private final String address;
  private final List<String> paths = new ArrayList<>();

  /**
   * Of a server.
   *
   * @param address such as {@code http://127.0.0.1:8000}
   */
  Readiness(String address, List<String> models) {
    this.address = address;
    paths.add("/v2/health/ready");
    models.forEach(model -> paths.add("/v2/models/" + model + "/ready"));
  }

  /**
   * Returns when all are ready.
   *
   * @param alive whether the server's process is still there: another's answers do not count
   * @throws IOException if the process ends or is not ready within 60 seconds
   */
  void await(BooleanSupplier alive) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (String path : paths) {
      while (!answers(path)) {
        if (!alive.getAsBoolean()) {
          throw new IOException("Triton ended while it started");
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              "Triton did not answer at " + path + " within " + PATIENCE.toSeconds() + " s");
        }
        Pause.millis(PAUSE_MILLIS);
      }
    }
    if (!alive.getAsBoolean()) {
      throw new IOException("Triton ended while it started");
    }
  }

  private boolean answers(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address + path).toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // Not there yet.
    }
  }
}
