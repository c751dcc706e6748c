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
package io.weir.launcher.scratch;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A temporary folder that {@link #close} deletes with all that is in it. */
public final class ScratchFolder implements AutoCloseable {
  /** Others may still be closing their files while the folder goes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 50;

  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /**
   * A new folder among the system's temporary files.
   *
   * @param purpose a word that becomes part of its name, such as {@code kafka}
   * @throws UncheckedIOException if it cannot be made
   */
  public static ScratchFolder create(String purpose) {
    checkArgument(!purpose.isEmpty(), "purpose is empty, must be a word");
    try {
      return new ScratchFolder(Files.createTempDirectory("weir-" + purpose + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  /**
   * An existing folder that from now on is deleted by {@link #close}.
   *
   * @throws IllegalArgumentException if it is no folder
   */
  public static ScratchFolder adopt(Path folder) {
    checkArgument(Files.isDirectory(folder), "folder is %s, must exist", folder);
    return new ScratchFolder(folder);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Deletes it. Tries for 5 seconds, as long as others still write there; a second call does
   * nothing.
   *
   * @throws UncheckedIOException if something stays behind
   */
  @Override
  public void close() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        deleteAll();
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0 || !pause()) {
          throw new UncheckedIOException("temporary folder " + path + " cannot be deleted", e);
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void deleteAll() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
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
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // Somebody else has just deleted it.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
