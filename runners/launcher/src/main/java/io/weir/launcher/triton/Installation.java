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
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A Python environment with Triton in it. It is complete when its stamp is there, which is written
 * last and holds what was asked for: other requirements make another environment.
 */
final class Installation {
  /** The version of the server that the required package brings. */
  static final String TRITON_VERSION = "2.51.0";

  private static final String REQUIREMENTS = "requirements.txt";
  private static final String STAMP = "complete.properties";
  private static final Duration MAKING = Duration.ofMinutes(2);
  private static final Duration DOWNLOADING = Duration.ofMinutes(15);

  private final Path folder;
  private final String python;
  private final String libraries;

  private Installation(Path folder, String python, String libraries) {
    this.folder = folder;
    this.python = python;
    this.libraries = libraries;
  }

  /** The complete one in a folder; null where there is none, or one of other requirements. */
  static @Nullable Installation in(Path folder) throws IOException {
    Path stamp = folder.resolve(STAMP);
    if (!Files.exists(stamp)) {
      return null;
    }
    Properties known = new Properties();
    try (Reader reader = Files.newBufferedReader(stamp)) {
      known.load(reader);
    }
    if (!requirements().equals(known.getProperty("requirements"))) {
      return null;
    }
    return new Installation(
        folder, known.getProperty("python", ""), known.getProperty("libraries", ""));
  }

  /**
   * Makes one in a folder that does not exist. If it fails, what was made stays, without a stamp.
   *
   * @throws TritonUnavailableException if the packages cannot be had
   * @throws IOException if it cannot be made for another reason
   */
  static Installation make(Path folder, Python python, Path log)
      throws IOException, TritonUnavailableException {
    Files.deleteIfExists(log);
    if (!Command.run(
        List.of(python.executable().toString(), "-I", "-m", "venv", folder.toString()),
        log,
        MAKING)) {
      throw new TritonUnavailableException(
          "Triton needs a Python environment, which "
              + python.executable()
              + " cannot make in "
              + folder
              + " ("
              + lastWords(log)
              + "): install python"
              + python.version()
              + "-venv");
    }
    Path requirements = folder.resolve(REQUIREMENTS);
    Files.writeString(requirements, requirements());
    if (!Command.run(
        List.of(
            folder.resolve("bin/python").toString(),
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--progress-bar=off",
            // The list is whole: the package's other dependencies serve its own Python interface.
            "--no-deps",
            "--only-binary=:all:",
            "--requirement",
            requirements.toString()),
        log,
        DOWNLOADING)) {
      throw new TritonUnavailableException(
          "Triton's packages cannot be installed (pip: " + lastWords(log) + "): check pip's index");
    }
    Installation made = new Installation(folder, python.version(), python.libraries());
    made.placeStub();
    made.stamp();
    return made;
  }

  /** The backend looks for its Python process beside itself; the package keeps one a version. */
  private void placeStub() throws IOException {
    String stub = "triton_python_backend_stub";
    Files.copy(
        triton().resolve("python_backend_stubs").resolve(python).resolve(stub),
        backends().resolve("python").resolve(stub),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void stamp() throws IOException {
    Properties known = new Properties();
    known.setProperty("requirements", requirements());
    known.setProperty("python", python);
    known.setProperty("libraries", libraries);
    try (Writer writer = Files.newBufferedWriter(folder.resolve(STAMP))) {
      known.store(writer, null);
    }
  }

  private static String requirements() throws IOException {
    return resource(REQUIREMENTS);
  }

  /** A text that comes with this package. */
  static String resource(String name) throws IOException {
    try (InputStream stream = Installation.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("resource " + name + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The last error, or the last line. */
  static String lastWords(Path log) throws IOException {
    String last = "no message";
    boolean error = false;
    for (String line : Command.lines(log)) {
      boolean isError = line.startsWith("ERROR");
      if (!line.isBlank() && (isError || !error)) {
        last = line.strip();
        error = isError;
      }
    }
    return last;
  }

  private Path packages() {
    return folder.resolve("lib/python" + python + "/site-packages");
  }

  private Path triton() {
    return packages().resolve("pytriton/tritonserver");
  }

  /** The system libraries that the package brings with it. */
  Path packagedLibraries() {
    return packages().resolve("nvidia_pytriton.libs");
  }

  Path python() {
    return folder.resolve("bin/python");
  }

  Path server() {
    return triton().resolve("bin/tritonserver");
  }

  Path backends() {
    return triton().resolve("backends");
  }

  /** Lets the server's Python processes find this environment and their shared library. */
  void prepare(ProcessBuilder builder) {
    Command.forgetOtherPythons(builder);
    builder.environment().put("VIRTUAL_ENV", folder.toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, own) -> own + ":" + old);
    if (!libraries.startsWith("/usr/lib")) {
      builder.environment().merge("LD_LIBRARY_PATH", libraries, (old, own) -> own + ":" + old);
    }
  }
}
