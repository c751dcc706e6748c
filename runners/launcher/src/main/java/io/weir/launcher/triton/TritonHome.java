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

import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where Triton is kept on this machine: {@code .weir/triton-VERSION} in the checkout, or the folder
 * that the system property {@code weir.triton.home} names. Installed once; several processes that
 * want it at a time wait for the one that installs.
 */
final class TritonHome {
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final long PAUSE_MILLIS = 100;

  private final Path folder;
  private final PythonSearch search;

  TritonHome(Path folder, PythonSearch search) {
    this.folder = folder.toAbsolutePath();
    this.search = search;
  }

  static TritonHome here() {
    String set = System.getProperty("weir.triton.home", "");
    Path folder =
        set.isEmpty()
            ? checkout().resolve(".weir").resolve("triton-" + Installation.TRITON_VERSION)
            : Path.of(set);
    return new TritonHome(folder, PythonSearch.here());
  }

  /** The folder that the launcher script says, or that holds it, seen from where this runs. */
  private static Path checkout() {
    String home = System.getProperty("weir.home", "");
    if (!home.isEmpty()) {
      return Path.of(home);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("weir"))) {
        return folder;
      }
    }
    return here;
  }

  /**
   * What is kept there; it is installed first where it is not there yet.
   *
   * @param progress is told before something takes long
   * @throws TritonUnavailableException if this machine lacks something; nothing is left behind
   */
  Installation installation(Consumer<String> progress) throws TritonUnavailableException {
    try {
      Installation installed = Installation.in(folder);
      if (installed != null) {
        return installed;
      }
      checkMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
      return install(search.find(), progress);
    } catch (IOException e) {
      throw new TritonUnavailableException(
          "Triton cannot be installed in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** A folder of another name where this one is kept. */
  Path beside(String name) {
    return folder.resolveSibling(name);
  }

  /** The package holds binaries of one system only. */
  static void checkMachine(String system, String processor) throws TritonUnavailableException {
    if (!system.equals("Linux") || !processor.toLowerCase(Locale.ROOT).equals("amd64")) {
      throw new TritonUnavailableException(
          "Triton needs Linux on x86-64, this is "
              + system
              + " on "
              + processor
              + ": run it elsewhere");
    }
  }

  /** One at a time: the lock of a file is that of a process, the monitor that of its threads. */
  private Installation install(Python python, Consumer<String> progress)
      throws IOException, TritonUnavailableException {
    synchronized (TritonHome.class) {
      Files.createDirectories(folder.getParent());
      Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel, progress)) {
        Installation installed = lock.isValid() ? Installation.in(folder) : null;
        return installed != null ? installed : installAnew(python, progress);
      }
    }
  }

  private FileLock lock(FileChannel channel, Consumer<String> progress) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      progress.accept("waiting for another process that installs Triton in " + folder);
    }
    while (lock == null) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "another process has been at it for " + PATIENCE.toMinutes() + " min");
      }
      Pause.millis(PAUSE_MILLIS);
      lock = channel.tryLock();
    }
    return lock;
  }

  private Installation installAnew(Python python, Consumer<String> progress)
      throws IOException, TritonUnavailableException {
    discard();
    progress.accept(
        "installing Triton "
            + Installation.TRITON_VERSION
            + " in "
            + folder
            + " (first use: downloads 90 MB, 310 MB on disk)");
    boolean made = false;
    try {
      Path log = folder.resolveSibling(folder.getFileName() + ".log");
      Installation installation = Installation.make(folder, python, log);
      made = true;
      return installation;
    } finally {
      if (!made) {
        discard();
      }
    }
  }

  private void discard() {
    if (Files.isDirectory(folder)) {
      ScratchFolder.adopt(folder).close();
    }
  }
}
