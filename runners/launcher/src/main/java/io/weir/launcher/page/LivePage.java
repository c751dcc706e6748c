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
package io.weir.launcher.page;

import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The page of one run, on the loopback address only. */
public final class LivePage implements AutoCloseable {
  /** The port that is tried first where none is asked for. */
  public static final int USUAL_PORT = 8080;

  private static final int HIGHEST_PORT = 65_535;
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;

  private LivePage(HttpServer server) {
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, "weir-page");
          thread.setDaemon(true);
          return thread;
        };
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, factory);
    server.setExecutor(threads);
  }

  /**
   * Takes a port; nothing is served yet.
   *
   * @param port 0 is any free one
   * @throws InvalidSettingException if it is in use or no port
   */
  public static LivePage bind(int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new InvalidSettingException(
          "--page-port is " + port + ", must be 0 (any free one) to " + HIGHEST_PORT);
    }
    try {
      return new LivePage(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (BindException e) {
      throw new InvalidSettingException("--page-port is " + port + ", which is in use", e);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--page-port is " + port + ", which cannot be taken: " + e.getMessage(), e);
    }
  }

  /** Takes the {@link #USUAL_PORT}, or any free one where that is in use. */
  public static LivePage bindAnywhere() {
    try {
      return bind(USUAL_PORT);
    } catch (InvalidSettingException e) {
      return bind(0);
    }
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  /**
   * Starts to serve.
   *
   * @param state called for each look; what it returns is served as JSON
   */
  public void start(Supplier<String> state) {
    byte[] html = html();
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/")) {
            answer(exchange, 200, "text/html; charset=utf-8", html);
          } else {
            answer(exchange, 404, "text/plain", "no such page".getBytes(UTF_8));
          }
        });
    server.createContext(
        "/state",
        exchange -> answer(exchange, 200, "application/json", state.get().getBytes(UTF_8)));
    server.start();
  }

  private static byte[] html() {
    try (InputStream in = LivePage.class.getResourceAsStream("live.html")) {
      checkState(in != null, "the page is missing");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } finally {
      exchange.close();
    }
  }

  /** Stops it. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
