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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The command lines of the processes that this one starts while they are watched. */
final class CommandLines implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /** Whether this machine shows them. */
  static boolean canBeRead() {
    return Files.isReadable(Path.of("/proc/self/cmdline"));
  }

  /** Begins, in a thread of its own, until it is closed. */
  CommandLines watch() {
    Thread watch = new Thread(this::look, "command-lines");
    watch.setDaemon(true);
    watch.start();
    return this;
  }

  private void look() {
    while (!over) {
      ProcessHandle.current().descendants().forEach(process -> seen.add(line(process.pid())));
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private static String line(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
    } catch (IOException e) {
      // It has ended.
      return "";
    }
  }

  /** All of them. */
  String seen() {
    return String.join("\n", seen);
  }

  @Override
  public void close() {
    over = true;
  }
}
