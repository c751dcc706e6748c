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
package io.weir.triton;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;
import org.junit.rules.ExternalResource;

/**
 * Seldon's MLServer as a process of its own, with the models of {@code ml_server.py}. Its packages
 * are installed once into a virtual environment: in the folder of the system property {@code
 * weir.mlserver.venv}, or {@code target/mlserver-venv}. Where that cannot be done, tests are
 * skipped.
 */
final class MlServer extends ExternalResource {
  private static final Path SCRIPTS = Path.of("src", "test", "python");
  private static final Path TARGET = Path.of("target");
  private static final long INSTALL_SECONDS = 600;
  private static final long START_SECONDS = 60;

  private final Path venv =
      Path.of(System.getProperty("weir.mlserver.venv", TARGET.resolve("mlserver-venv").toString()));
  private @Nullable Process process;
  private int port;

  /** {@code host:port} of its gRPC port. */
  String endpoint() {
    return "127.0.0.1:" + port;
  }

  @Override
  protected void before() throws Exception {
    install();
    Process started =
        new ProcessBuilder(
                venv.resolve("bin/python").toString(), SCRIPTS.resolve("ml_server.py").toString())
            .redirectError(TARGET.resolve("ml-server.log").toFile())
            .start();
    process = started;
    try {
      port =
          CompletableFuture.supplyAsync(() -> awaitPort(started))
              .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      after();
      throw e;
    }
  }

  /** The last line it prints; before that it talks of its other ports. */
  private static int awaitPort(Process process) {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return out.lines()
        .filter(line -> line.startsWith("LISTENING "))
        .mapToInt(line -> Integer.parseInt(line.substring("LISTENING ".length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("ended; see target/ml-server.log"));
  }

  @Override
  protected void after() {
    Process started = process;
    if (started != null) {
      started.destroyForcibly();
    }
  }

  /** The environment is complete once it holds a copy of the list of packages. */
  private void install() throws Exception {
    Path wanted = SCRIPTS.resolve("requirements.txt");
    Path installed = venv.resolve("weir-requirements.txt");
    if (Files.exists(installed) && Files.readString(installed).equals(Files.readString(wanted))) {
      return;
    }
    Files.createDirectories(TARGET);
    run("python3.11", "-m", "venv", venv.toString());
    run(
        venv.resolve("bin/python").toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries=1",
        "--no-deps", // the list is whole
        "--requirement",
        wanted.toString());
    Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(TARGET.resolve("venv.log").toFile()))
              .start();
      if (process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      throw skipped(String.valueOf(e.getMessage()));
    }
    throw skipped(command[0] + " failed, see target/venv.log");
  }

  private static AssumptionViolatedException skipped(String why) {
    return new AssumptionViolatedException("Skipped, MLServer cannot be installed: " + why);
  }
}
