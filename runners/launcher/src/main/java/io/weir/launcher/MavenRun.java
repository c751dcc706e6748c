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
package io.weir.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Maven, run as a process of its own that does not outlive this one. */
final class MavenRun {
  private static final int STOP_SECONDS = 10;

  private MavenRun() {}

  /**
   * Runs it to its end, with this process's input and output.
   *
   * @param command Maven and its arguments
   * @return its exit code
   * @throws InterruptedException if this thread is interrupted; then Maven is stopped
   */
  static int of(Path folder, List<String> command) throws IOException, InterruptedException {
    return await(new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start());
  }

  /** Like {@link #of(Path, List)}, but what it prints goes to a file. */
  static int of(Path folder, List<String> command, Path log)
      throws IOException, InterruptedException {
    return await(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start());
  }

  private static int await(Process maven) throws InterruptedException {
    Thread stop = new Thread(() -> stop(maven), "weir-maven-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return maven.waitFor();
    } finally {
      stop(maven);
    }
  }

  /** Maven and the test processes that it started. */
  private static void stop(Process maven) {
    if (!maven.isAlive()) {
      return;
    }
    maven.descendants().forEach(ProcessHandle::destroy);
    maven.destroy();
    try {
      if (!maven.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        maven.descendants().forEach(ProcessHandle::destroyForcibly);
        maven.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
