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

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The Spark that packages are run on: its jars, which are on no class path here. */
final class SparkDistribution {
  private static final Path LIST = Path.of("..", "spark", "target", "class-path.txt");

  private SparkDistribution() {}

  /** All of them. */
  static List<Path> jars() {
    try {
      return Arrays.stream(Files.readString(LIST).strip().split(File.pathSeparator))
          .map(Path::of)
          .collect(toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException("no list of Spark's jars: mvn package makes it", e);
    }
  }
}
