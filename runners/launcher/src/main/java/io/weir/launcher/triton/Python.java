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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Python that Triton can run: of a fitting version, with venv and its shared library. */
final class Python {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> VERSIONS = List.of("3.10", "3.11", "3.12");

  /**
   * Prints the version; whether environments can be made; and the folder of the shared library that
   * Triton's Python process loads, or nothing.
   */
  private static final String QUESTION =
      String.join(
          "\n",
          "import importlib.util, os, sys, sysconfig",
          "version = '%d.%d' % sys.version_info[:2]",
          "print(version)",
          "print(all(importlib.util.find_spec(name) for name in ('venv', 'ensurepip')))",
          "folder = sysconfig.get_config_var('LIBDIR') or '/usr/lib'",
          "architecture = sysconfig.get_config_var('MULTIARCH') or ''",
          "folders = [folder, os.path.join(folder, architecture), '/usr/lib64']",
          "library = 'libpython' + version + '.so.1.0'",
          "found = [f for f in folders if os.path.exists(os.path.join(f, library))]",
          "print(found[0] if found else '')");

  private final Path executable;
  private final String version;
  private final String libraries;

  private Python(Path executable, String version, String libraries) {
    this.executable = executable;
    this.version = version;
    this.libraries = libraries;
  }

  /**
   * Asks an executable.
   *
   * @throws IOException if it is none that Triton can run; the message says why, in some words
   */
  static Python examine(Path executable) throws IOException {
    Path answer = Files.createTempFile("weir-python-", ".txt");
    try {
      boolean good =
          Command.run(List.of(executable.toString(), "-I", "-c", QUESTION), answer, PATIENCE);
      List<String> lines = Command.lines(answer);
      if (!good || lines.size() < 2) {
        throw new IOException("does not run");
      }
      return new Python(executable, lines.get(0), lines.size() > 2 ? lines.get(2) : "")
          .checked(lines.get(1).equals("True"));
    } finally {
      Files.delete(answer);
    }
  }

  private Python checked(boolean environments) throws IOException {
    if (!VERSIONS.contains(version)) {
      throw new IOException("is " + version);
    }
    if (!environments) {
      throw new IOException("has no venv: install python" + version + "-venv");
    }
    if (libraries.isEmpty()) {
      throw new IOException("has no libpython" + version + ".so.1.0: install libpython" + version);
    }
    return this;
  }

  Path executable() {
    return executable;
  }

  /** Such as {@code 3.11}. */
  String version() {
    return version;
  }

  /** The folder of its shared library. */
  String libraries() {
    return libraries;
  }

  /** Version and executable. */
  @Override
  public String toString() {
    return "Python " + version + " at " + executable;
  }
}
