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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Maven, run to its end in a folder. */
final class MavenProcess {
  private static final long PATIENCE_MINUTES = 8;

  private int exitCode;
  private String output = "";

  private MavenProcess() {}

  /**
   * Runs it; what it started does not outlive it.
   *
   * @throws AssertionError if it takes longer than 8 minutes
   */
  static MavenProcess run(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(System.getProperty("weir.maven", "mvn"), "-B", "-ntp"));
    command.addAll(arguments);
    Process maven =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    MavenProcess run = new MavenProcess();
    try {
      // Ends with the process: Maven closes it, and its tests' processes end before.
      Thread reading =
          new Thread(() -> run.output = read(maven.getInputStream()), "weir-maven-output");
      reading.start();
      if (!maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(command + " takes longer than " + PATIENCE_MINUTES + " minutes");
      }
      reading.join();
      run.exitCode = maven.exitValue();
      return run;
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
  }

  private static String read(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "(no output: " + e + ")";
    }
  }

  int exitCode() {
    return exitCode;
  }

  /** What it printed. */
  String output() {
    return output;
  }
}
