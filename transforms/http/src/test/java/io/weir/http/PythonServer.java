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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;

/**
 * The server of {@code model_server.py} as a process of its own. Its packages are installed once
 * into a virtual environment: in the folder of the system property {@code weir.http.venv}, or
 * {@code target/http-venv}. Where that cannot be done, tests are skipped.
 */
final class PythonServer implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("src", "test", "python");
  private static final long INSTALL_SECONDS = 300;
  private static final long START_SECONDS = 60;

  private final Process process;
  private final int port;

  private PythonServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static PythonServer start() throws Exception {
    Path python = environment().resolve("bin").resolve("python");
    Process process =
        new ProcessBuilder(python.toString(), SCRIPTS.resolve("model_server.py").toString())
            .redirectError(Path.of("target", "model-server.log").toFile())
            .start();
    try {
      return new PythonServer(process, port(process));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Process process) throws Exception {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Optional.ofNullable(out.readLine()).orElse("nothing");
              } catch (IOException e) {
                return "nothing: " + e.getMessage();
              }
            });
    String said = line.get(START_SECONDS, TimeUnit.SECONDS);
    if (!said.startsWith("LISTENING ")) {
      throw new IOException("model_server.py said " + said + "; see target/model-server.log");
    }
    return Integer.parseInt(said.substring("LISTENING ".length()));
  }

  HttpEndpoint endpoint() {
    return HttpEndpoint.at("http://127.0.0.1:" + port).build();
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** The environment, complete once it holds a copy of the list of packages. */
  private static Path environment() throws Exception {
    Path folder =
        Path.of(
            Optional.ofNullable(System.getProperty("weir.http.venv"))
                .orElse(Path.of("target", "http-venv").toString()));
    Path wanted = SCRIPTS.resolve("requirements.txt");
    Path installed = folder.resolve("weir-requirements.txt");
    if (Files.exists(installed) && Files.readString(installed).equals(Files.readString(wanted))) {
      return folder;
    }
    Files.createDirectories(Path.of("target"));
    need("no python3.11 with venv", "python3.11", "-m", "venv", folder.toString());
    need(
        "the packages of requirements.txt cannot be installed",
        folder.resolve("bin").resolve("pip").toString(),
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--requirement",
        wanted.toString());
    Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  private static void need(String otherwise, String... command) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(Path.of("target", "venv.log").toFile()))
              .start();
      if (process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      throw skipped(otherwise, e);
    }
    throw skipped(otherwise, null);
  }

  private static AssumptionViolatedException skipped(
      String otherwise, @Nullable IOException cause) {
    return new AssumptionViolatedException(
        "Skipped, the Python model server is not here: " + otherwise + " (see target/venv.log)",
        cause);
  }
}
