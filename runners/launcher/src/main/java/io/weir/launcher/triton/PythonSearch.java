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

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for a Python in the usual places: 3.11 first, because Debian 12 has its library ready. */
final class PythonSearch {
  private static final Path FIRST = Path.of("/usr/bin/python3.11");
  private static final List<String> NAMES =
      List.of("python3.11", "python3.12", "python3.10", "python3");

  private final Set<Path> candidates;

  private PythonSearch(Set<Path> candidates) {
    this.candidates = candidates;
  }

  /** Over the executables of this machine. */
  static PythonSearch here() {
    return over(FIRST, System.getenv().getOrDefault("PATH", ""));
  }

  /** Over one executable and those of a search path. */
  static PythonSearch over(Path first, String searchPath) {
    Set<Path> candidates = new LinkedHashSet<>();
    add(first, candidates);
    for (String name : NAMES) {
      for (String folder : Splitter.on(File.pathSeparator).omitEmptyStrings().split(searchPath)) {
        add(Path.of(folder, name), candidates);
      }
    }
    return new PythonSearch(candidates);
  }

  private static void add(Path candidate, Set<Path> candidates) {
    if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
      candidates.add(candidate);
    }
  }

  /**
   * The first that Triton can run.
   *
   * @throws TritonUnavailableException if there is none
   */
  Python find() throws TritonUnavailableException {
    List<String> refused = new ArrayList<>();
    for (Path candidate : candidates) {
      try {
        return Python.examine(candidate);
      } catch (IOException e) {
        refused.add(candidate + " " + e.getMessage());
      }
    }
    throw new TritonUnavailableException(
        "Triton needs Python 3.11 (3.10 and 3.12 do) with venv and its shared library ("
            + (refused.isEmpty() ? "no python3 is on the path" : String.join("; ", refused))
            + "): install python3.11-venv and libpython3.11");
  }
}
