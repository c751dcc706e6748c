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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.AssumptionViolatedException;

/**
 * A wall clock that can be set, seen only by processes that are started for it; this machine's
 * stays as it is.
 */
final class SteppedClock {
  private final Path library;
  private final Path file;

  private SteppedClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /**
   * Makes one that is right.
   *
   * @param folder for the library that processes load, and the file that it looks at
   * @throws AssumptionViolatedException where there is no C compiler, or no Linux
   */
  static SteppedClock in(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("stepped_clock.c");
    Path library = folder.resolve("stepped_clock.so");
    try (InputStream content =
        Objects.requireNonNull(SteppedClock.class.getResourceAsStream("/clock/stepped_clock.c"))) {
      Files.copy(content, source);
    }
    SteppedClock clock = new SteppedClock(library, folder.resolve("seconds-ahead"));
    clock.set(Duration.ZERO);
    String said;
    try {
      Process compiler =
          new ProcessBuilder(
                  List.of(
                      "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString()))
              .redirectErrorStream(true)
              .start();
      said = new String(compiler.getInputStream().readAllBytes(), UTF_8);
      if (compiler.waitFor() == 0) {
        return clock;
      }
    } catch (IOException e) {
      said = e.getMessage();
    }
    throw new AssumptionViolatedException("skipped: no clock can be stepped here: cc: " + said);
  }

  /** What a process loads before all other libraries. */
  String library() {
    return library.toString();
  }

  /** What the environment of a process must say in {@code WEIR_CLOCK_FILE}. */
  String file() {
    return file.toString();
  }

  /** Sets it that much ahead of this machine's, in whole seconds. */
  void set(Duration ahead) throws IOException {
    ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    seconds.putLong(ahead.toSeconds()).flip();
    // In place: the processes have this very file in their memory.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(seconds, 0);
    }
  }
}
