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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;

/**
 * A virtual environment of Python with the packages that a test needs, in {@code .weir} of the
 * checkout. Made once: it is complete when its stamp is there, which holds what was asked for.
 * Where it cannot be made, the test is skipped.
 *
 * <pre>{@code
 * PythonEnvironment python = PythonEnvironment.of("moto-5.2.5", requirements);
 * new ProcessBuilder(python.program("python"), "server.py").start();
 * }</pre>
 */
public final class PythonEnvironment {
  private static final long INSTALL_MINUTES = 10;
  private static final String STAMP = "complete.txt";

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment; made on first use, which takes a minute or so and 10 at most.
   *
   * @param name of the folder and in messages, with the version of what it is for
   * @param requirements what pip is to install, in the form of its file of requirements; the whole
   *     list, for pip adds no dependencies
   * @throws AssumptionViolatedException if there is no Python 3.11, or a package is not to be had
   */
  public static PythonEnvironment of(String name, String requirements)
      throws IOException, InterruptedException {
    Path folder = Checkout.cache().resolve(name);
    Path stamp = folder.resolve(STAMP);
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(requirements)) {
      OwnFolder.delete(folder);
      System.err.println("installing " + name + " in " + folder + " (first use, about a minute)");
      install(name, requirements, folder);
      Files.writeString(stamp, requirements);
    }
    return new PythonEnvironment(folder);
  }

  private static void install(String name, String requirements, Path folder)
      throws IOException, InterruptedException {
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

  /** The path of a program of it, such as {@code python}. */
  public String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
