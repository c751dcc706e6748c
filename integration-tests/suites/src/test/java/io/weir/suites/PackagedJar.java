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

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packages that this build has made. */
final class PackagedJar {
  private static final Path PACKAGES = Path.of("..", "..", "runners", "packages");

  private PackagedJar() {}

  /** What Flink takes. */
  static Path flink() {
    return of("flink");
  }

  /** What Dataflow takes. */
  static Path dataflow() {
    return of("dataflow");
  }

  /** What Spark takes. */
  static Path spark() {
    return of("spark");
  }

  private static Path of(String name) {
    Path target = PACKAGES.resolve(name).resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().startsWith("weir-" + name))
              .filter(file -> file.getFileName().toString().endsWith(".jar"))
              .collect(toList());
      if (jars.size() != 1) {
        throw new AssertionError(target + " has " + jars + ", must have one package");
      }
      return jars.get(0).toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new UncheckedIOException("no package in " + target + ": mvn package makes it", e);
    }
  }
}
