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
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where perf_analyzer is kept: a folder beside Triton's with the program and the two libraries that
 * it needs and systems lack, which come with Triton. The folder is made under another name and
 * moved when it is complete, so that it is whole or not there, whoever else installs.
 */
final class PerfAnalyzerHome {
  private static final String VERSION = "2.50.0";
  private static final String PACKAGE = "tritonclient==" + VERSION;
  private static final String PROGRAM = "perf_analyzer";
  private static final Duration DOWNLOADING = Duration.ofMinutes(5);

  private final Path folder;

  private PerfAnalyzerHome(Path folder) {
    this.folder = folder;
  }

  Path program() {
    return folder.resolve(PROGRAM);
  }

  /** Where the program finds its libraries. */
  Path libraries() {
    return folder;
  }

  /** The complete one, installed first where there is none. */
  static PerfAnalyzerHome installed(TritonHome triton, Consumer<String> progress)
      throws IOException, TritonUnavailableException {
    Installation installation = triton.installation(progress);
    Path folder = triton.beside("perf-analyzer-" + VERSION);
    if (!Files.isDirectory(folder)) {
      progress.accept("installing perf_analyzer in " + folder + " (first use: downloads 14 MB)");
      install(installation, folder);
    }
    return new PerfAnalyzerHome(folder);
  }

  private static void install(Installation installation, Path folder) throws IOException {
    Path making = Files.createTempDirectory(folder.getParent(), "perf-analyzer-");
    try {
      Path log = making.resolve("pip.log");
      if (!Command.run(
          List.of(
              installation.python().toString(),
              "-m",
              "pip",
              "download",
              "--no-input",
              "--disable-pip-version-check",
              "--progress-bar=off",
              "--no-deps",
              "--only-binary=:all:",
              "--dest",
              making.toString(),
              PACKAGE),
          log,
          DOWNLOADING)) {
        throw new IOException(
            "perf_analyzer cannot be had (pip: "
                + Installation.lastWords(log)
                + "): check pip's index");
      }
      Path made = Files.createDirectory(making.resolve("made"));
      extract(only(making, "*.whl"), made.resolve(PROGRAM));
      Path libraries = installation.packagedLibraries();
      Files.copy(only(libraries, "libb64-*.so.0d"), made.resolve("libb64.so.0d"));
      Files.copy(only(libraries, "libcudart-*.so.12*"), made.resolve("libcudart.so.12"));
      move(made, folder);
    } finally {
      ScratchFolder.adopt(making).close();
    }
  }

  private static void move(Path made, Path folder) throws IOException {
    try {
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      } // Else another process was faster.
    }
  }

  private static void extract(Path wheel, Path program) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getName().endsWith("/bin/" + PROGRAM)) {
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, program);
          }
          Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
          return;
        }
      }
    }
    throw new IOException(wheel.getFileName() + " holds no " + PROGRAM);
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : found) {
        return file;
      }
    }
    throw new IOException("there is no " + pattern + " in " + folder);
  }
}
