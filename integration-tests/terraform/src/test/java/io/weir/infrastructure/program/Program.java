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

package io.weir.infrastructure.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.AssumptionViolatedException;

/** A program of this machine; every run of it is bounded. */
public final class Program {
  private static final Duration KILLING = Duration.ofSeconds(10);

  private final Path path;
  private final Map<String, String> environment;

  private Program(Path path, Map<String, String> environment) {
    this.path = path;
    this.environment = environment;
  }

  /** The one that lies there. */
  public static Program at(Path path) {
    return new Program(path, Map.of());
  }

  /**
   * The one on the path.
   *
   * @throws AssumptionViolatedException if there is none
   */
  public static Program onThePath(String name) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return at(program);
      }
    }
    throw new AssumptionViolatedException("skipped: there is no " + name + " on the path");
  }

  /** Like this one, but it sees this in its environment. */
  public Program with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Program(path, Map.copyOf(more));
  }

  /**
   * Runs it to its end.
   *
   * @param folder where
   * @param patience after which it is killed with all that it started
   * @throws AssertionError if it does not end in time
   */
  public ProgramRun run(Path folder, Duration patience, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(arguments);
    Path log = Files.createTempFile("weir-program", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            path.getFileName() + " did not end within " + patience + "\n" + read(log));
      }
      return new ProgramRun(path.getFileName().toString(), process.exitValue(), read(log));
    } finally {
      end(process);
      Files.deleteIfExists(log);
    }
  }

  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(KILLING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path log) throws IOException {
    return new String(Files.readAllBytes(log), UTF_8);
  }
}
