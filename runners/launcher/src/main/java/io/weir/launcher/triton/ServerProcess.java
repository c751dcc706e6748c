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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running server: a guard (see {@code guard.py}), whose child is the server, whose children are
 * the Python processes of its models. The guard ends them all when its standard input ends, which
 * is when {@link #stop} is called or this process is gone.
 */
final class ServerProcess {
  private static final Duration ENDING = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Process guard;

  private ServerProcess(Process guard) {
    this.guard = guard;
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param options what the server is told besides its backends
   * @param folder for the guard's program
   */
  static ServerProcess start(
      Installation installation, List<String> options, Path folder, ServerLog log)
      throws IOException {
    Path program = folder.resolve("guard.py");
    Files.writeString(program, Installation.resource("guard.py"));
    String regions = "weir_" + UUID.randomUUID() + "_";
    List<String> command = new ArrayList<>();
    command.add(installation.python().toString());
    command.add("-I");
    command.add(program.toString());
    command.add(regions);
    command.add(String.valueOf(ENDING.toSeconds()));
    command.add(installation.server().toString());
    command.add("--backend-directory=" + installation.backends());
    command.add("--backend-config=python,shm-region-prefix-name=" + regions);
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    installation.prepare(builder);
    return new ServerProcess(builder.start());
  }

  boolean alive() {
    return guard.isAlive();
  }

  /** Completes when it has ended, for whatever reason: its exit code, or 128 and the signal. */
  CompletableFuture<Integer> end() {
    return guard.onExit().thenApply(Process::exitValue);
  }

  /** Kills the server and its children at once; returns when they are gone. */
  void kill() {
    guard.descendants().forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
  }

  /** Lets the server end what it is doing, for 8 seconds; returns when all are gone. */
  void stop() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      guard.destroy(); // Which tells the guard the same.
    }
    awaitEnd();
  }

  private void awaitEnd() {
    if (endsInTime()) {
      return;
    }
    guard.descendants().forEach(ProcessHandle::destroyForcibly);
    // Which the guard sees, and removes what they leave: also where this thread is told to hurry.
    boolean interrupted = Thread.interrupted();
    if (!endsInTime()) {
      guard.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsInTime() {
    try {
      return guard.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
