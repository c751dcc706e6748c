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
package io.weir.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;

/**
 * A virtual environment of Python with the packages of a server, in {@code .weir} of the checkout.
 * Made once: it is complete when its stamp is there, which holds what was asked for. Where it
 * cannot be made, tests are skipped.
 */
final class PythonEnvironment {
  private static final long INSTALL_MINUTES = 10;
  private static final String STAMP = "complete.txt";

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment.
   *
   * @param name of the folder, and of the server in messages
   * @param requirements what pip is to install, the whole list
   */
  static PythonEnvironment of(String name, String requirements) throws Exception {
    Path folder = checkout().resolve(".weir").resolve(name);
    Path stamp = folder.resolve(STAMP);
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(requirements)) {
      if (Files.isDirectory(folder)) {
        ScratchFolder.adopt(folder).close();
      }
      System.err.println("installing " + name + " in " + folder + " (first use, about a minute)");
      install(name, requirements, folder);
      Files.writeString(stamp, requirements);
    }
    return new PythonEnvironment(folder);
  }

  /** The folder that holds the launcher script. */
  private static Path checkout() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("weir"))) {
        return folder;
      }
    }
    return here;
  }

  private static void install(String name, String requirements, Path folder) throws Exception {
    Files.createDirectories(folder.getParent());
    Path log = folder.resolveSibling(name + ".log");
    Files.deleteIfExists(log);
    need(
        name,
        "there is no python3.11 with venv",
        log,
        "python3.11",
        "-m",
        "venv",
        folder.toString());
    Path list = Files.writeString(folder.resolve("requirements.txt"), requirements);
    need(
        name,
        "its packages cannot be installed",
        log,
        folder.resolve("bin/python").toString(),
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar=off",
        "--no-deps",
        "--only-binary=:all:",
        "--requirement",
        list.toString());
  }

  private static void need(String name, String otherwise, Path log, String... command)
      throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return;
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } catch (IOException e) {
      throw skipped(name, otherwise, log, e);
    }
    throw skipped(name, otherwise, log, null);
  }

  private static AssumptionViolatedException skipped(
      String name, String otherwise, Path log, @Nullable IOException cause) {
    return new AssumptionViolatedException(
        "skipped: " + name + " is not here: " + otherwise + " (see " + log + ")", cause);
  }

  /** A program of it. */
  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  /** A text that comes with the suites. */
  static String resource(String name) throws IOException {
    try (InputStream stream = PythonEnvironment.class.getResourceAsStream("/servers/" + name)) {
      if (stream == null) {
        throw new IOException("resource servers/" + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
