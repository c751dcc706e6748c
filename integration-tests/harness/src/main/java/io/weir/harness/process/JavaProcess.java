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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java process that was started, and its log. */
final class JavaProcess {
  private static final Duration ENDING = Duration.ofSeconds(10);
  private static final int TAIL_CHARACTERS = 4_000;

  private static final Set<JavaProcess> STARTED = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Process process;
  private final Path log;
  private final Path own;

  JavaProcess(String name, Process process, Path log, Path own) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.own = own;
    STARTED.add(this);
  }

  /** Kills those that have their own files somewhere below a folder. */
  static void killAllIn(Path folder) {
    for (JavaProcess started : STARTED) {
      if (started.own.startsWith(folder)) {
        started.kill();
      }
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /**
   * How it ended.
   *
   * @throws IllegalThreadStateException if it has not
   */
  int exitCode() {
    return process.exitValue();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Kills it at once, as {@code kill -9} does; returns when it is gone, its temporary files too.
   */
  void kill() {
    process.destroyForcibly();
    if (!awaitEnd()) {
      throw new AssertionError(name + " lives on " + ENDING + " after it was killed");
    }
    STARTED.remove(this);
    OwnFolder.delete(own);
  }

  /** Asks it to end, and kills it after 10 seconds; returns when it is gone. */
  void stop() {
    process.destroy();
    awaitEnd();
    kill();
  }

  private boolean awaitEnd() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + ENDING.toNanos();
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Fails, with the end of its log, if it has ended by itself.
   *
   * @throws AssertionError if it has
   */
  void checkAlive() {
    if (!alive()) {
      throw new AssertionError(
          name + " ended with " + process.exitValue() + "; its log ends with\n" + tail());
    }
  }

  /** Its whole log. */
  String output() {
    try {
      return new String(Files.readAllBytes(log), UTF_8);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** The end of its log. */
  String tail() {
    String all = output();
    return all.substring(Math.max(0, all.length() - TAIL_CHARACTERS));
  }
}
