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
package io.weir.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A temporary folder of one run. */
final class RunFolder implements AutoCloseable {
  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  static RunFolder create() {
    try {
      return new RunFolder(Files.createTempDirectory("harness-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  Path path() {
    return path;
  }

  /** Deletes it; what a process that is just ending still deletes itself may vanish meanwhile. */
  @Override
  public void close() {
    for (int attempt = 0; attempt < 3 && Files.exists(path); attempt++) {
      for (Path file : content()) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          // Filled again meanwhile: the next attempt takes it.
        }
      }
    }
  }

  private List<Path> content() {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    } catch (NoSuchFileException | UncheckedIOException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
