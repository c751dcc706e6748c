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
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The folder of a resource: one that the test gave, which stays, or a temporary one. */
final class OwnFolder {
  private final Path path;
  private final boolean temporary;
  private final Thread atExit = new Thread(this::deleteAtExit, "weir-folder-exit");

  private OwnFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
    if (temporary) {
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  static OwnFolder of(@Nullable Path given, String purpose) {
    try {
      return given == null
          ? new OwnFolder(Files.createTempDirectory("weir-" + purpose + "-"), true)
          : new OwnFolder(Files.createDirectories(given.toAbsolutePath()), false);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for " + purpose + ": " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  /** Deletes a temporary one with all that is in it. */
  void close() {
    if (temporary) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // This process is going down already.
      }
      delete(path);
    }
  }

  /** What runs in it would go on writing until it notices that this process is gone. */
  private void deleteAtExit() {
    JavaProcess.killAllIn(path);
    delete(path);
  }

  /** Deletes a folder with all that is in it; does nothing where there is none. */
  static void delete(Path path) {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // Deleted by somebody else.
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + path + " cannot be deleted", e);
    }
  }
}
