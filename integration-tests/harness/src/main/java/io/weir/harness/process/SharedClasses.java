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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Classes that one Java process has loaded, in an archive which others map instead of reading and
 * verifying them again (class data sharing; JEP 350, and {@code jcmd VM.cds} of JDK 17). Both must
 * have the same class path, and only jars on it.
 */
final class SharedClasses {
  private static final long PATIENCE_SECONDS = 120;

  private SharedClasses() {}

  /** What a process needs from its start if it is to be asked for its classes. */
  static List<String> offered() {
    return List.of("-XX:+RecordDynamicDumpInfo");
  }

  /** What a process maps an archive with; one that does not fit is left alone. */
  static List<String> mapped(Path archive) {
    return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
  }

  /**
   * Asks a process for an archive of what it has loaded until now; the process goes on.
   *
   * @throws AssertionError if there is none within 2 minutes, with what was answered
   */
  static void write(long pid, Path archive) {
    Path answer = archive.resolveSibling(archive.getFileName() + ".log");
    try {
      Process command =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(pid),
                  "VM.cds",
                  "dynamic_dump",
                  archive.toString())
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      try {
        if (!command.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
          throw new AssertionError(
              "no archive of classes: " + new String(Files.readAllBytes(answer), UTF_8));
        }
      } finally {
        command.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while classes were archived", e);
    }
  }
}
