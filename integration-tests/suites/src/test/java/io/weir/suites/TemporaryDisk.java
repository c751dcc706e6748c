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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.AssumptionViolatedException;

/** A small disk in memory, which can be full. */
final class TemporaryDisk implements AutoCloseable {
  private static final byte[] BLOCK = new byte[4096];

  private final Path folder;
  private final Path filler;
  private final Thread atExit = new Thread(this::unmount, "weir-disk-exit");

  private TemporaryDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Mounts one.
   *
   * @param folder where; it exists
   * @throws AssumptionViolatedException where this process may not
   */
  static TemporaryDisk mount(Path folder, int mebibytes) {
    int code =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "weir", folder.toString());
    if (code != 0) {
      throw new AssumptionViolatedException(
          "skipped: no disk can be mounted here (mount: " + code + "); it takes root on Linux");
    }
    return new TemporaryDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Writes until there is no space left. */
  void fill() throws IOException {
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(BLOCK);
      }
    } catch (IOException e) {
      if (folder.toFile().getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Gives all that space back. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    unmount();
  }

  private void unmount() {
    // What has a file open there still, is going.
    run("umount", "--lazy", folder.toString());
  }

  private static int run(String... command) {
    try {
      return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
