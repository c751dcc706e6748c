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

import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A package of npm, as its archive; nothing of it is run. */
public final class NpmPackage {
  private static final Duration DOWNLOADING = Duration.ofMinutes(5);
  private static final Duration UNPACKING = Duration.ofMinutes(2);

  private final Path folder;
  private final Path archive;

  private NpmPackage(Path folder, Path archive) {
    this.folder = folder;
    this.archive = archive;
  }

  /**
   * The package; downloaded once, into {@code .weir}.
   *
   * @throws org.junit.AssumptionViolatedException if there is no npm, or no such package
   */
  public static NpmPackage of(String name, String version)
      throws IOException, InterruptedException {
    Path folder = Checkout.cache().resolve("npm").resolve(name.replace('/', '+') + "-" + version);
    Files.createDirectories(folder);
    List<Path> archives = archives(folder);
    if (archives.isEmpty()) {
      System.err.println("downloading " + name + " " + version + " into " + folder);
      Program.onThePath("npm")
          .run(folder, DOWNLOADING, List.of("pack", "--silent", name + "@" + version))
          .neededFor(name);
      archives = archives(folder);
    }
    return new NpmPackage(folder, archives.get(0));
  }

  private static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tgz")).collect(Collectors.toList());
    }
  }

  /** The names of all files in it; they begin with {@code package/}. */
  public List<String> names() throws IOException, InterruptedException {
    return Program.onThePath("tar")
        .run(folder, UNPACKING, List.of("-tzf", archive.toString()))
        .succeeded()
        .output()
        .lines()
        .collect(Collectors.toList());
  }

  /** Unpacks some of them into a folder, below {@code package/}. */
  public void unpack(List<String> names, Path target) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-xzf", archive.toString(), "-C", target.toString()));
    arguments.addAll(names);
    Program.onThePath("tar").run(target, UNPACKING, arguments).succeeded();
  }
}
