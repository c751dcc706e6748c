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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, in a bounded time, with all that it says in one file. */
final class Command {
  private static final Path NOTHING = Path.of("/dev/null");

  private Command() {}

  /**
   * Runs it.
   *
   * @param log gets its output, after what is there
   * @return whether it ended with code 0
   * @throws IOException if it cannot be started, or does not end in time and was killed
   */
  static boolean run(List<String> command, Path log, Duration within) throws IOException {
    return run(command, Map.of(), log, within);
  }

  /** Runs it with more in its environment. */
  static boolean run(
      List<String> command, Map<String, String> environment, Path log, Duration within)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(NOTHING.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    forgetOtherPythons(builder);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    throw new IOException(command.get(0) + " did not end within " + within.toSeconds() + " s");
  }

  /** The caller's settings for its own Python must not lead this one to other packages. */
  static void forgetOtherPythons(ProcessBuilder builder) {
    builder.environment().remove("PYTHONHOME");
    builder.environment().remove("PYTHONPATH");
  }

  /** The lines of a file; none where there is no such file. */
  static List<String> lines(Path log) throws IOException {
    // Whatever a program writes: a byte that is no character must not hide its message.
    return Files.exists(log)
        ? List.of(Files.readString(log, StandardCharsets.ISO_8859_1).split("\\R"))
        : List.of();
  }
}
