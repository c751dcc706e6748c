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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import io.weir.launcher.run.NotDoneException;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What other teams depend on, made from a checkout: {@code proto}, every module of {@code
 * transforms}, the versions of all among them, and the harness.
 */
final class LibraryPackage {
  /** As japicmp says it. */
  private static final Pattern INCOMPATIBLE =
      Pattern.compile("There is at least one incompatibility: (.*?)(?: -> \\[Help.*)?$");

  private final Path home;
  private final Path folder;

  LibraryPackage(Path home) {
    this.home = home;
    this.folder = home.resolve("transforms/bom/target/repository");
  }

  /** A local Maven repository. */
  Path folder() {
    return folder;
  }

  /**
   * Builds it anew.
   *
   * @param release whose API must still be there
   * @return the bytes of each artifact, with its sources and Javadoc
   * @throws NotDoneException if the build fails, or the API is not compatible: one line
   */
  Map<String, Long> build(String maven, LastRelease release)
      throws IOException, InterruptedException {
    List<String> modules = modules();
    Path log = Files.createDirectories(home.resolve(".weir")).resolve("package.log");
    List<String> command = new ArrayList<>(List.of(maven, "-B", "-ntp", "-Plibrary"));
    command.addAll(release.arguments());
    command.addAll(List.of("-pl", String.join(",", modules), "-Dmaven.test.skip=true", "package"));
    if (MavenRun.of(home, command, log) != 0) {
      throw new NotDoneException(failure(log));
    }
    if (Files.exists(folder)) {
      ScratchFolder.adopt(folder).close();
    }
    LibraryRepository repository = new LibraryRepository(folder);
    for (String module : modules) {
      repository.add(home.resolve(module));
    }
    return repository.sizes();
  }

  private List<String> modules() throws IOException {
    List<String> modules = new ArrayList<>(List.of("proto", "integration-tests/harness"));
    try (Stream<Path> folders = Files.list(home.resolve("transforms"))) {
      modules.addAll(
          folders
              .filter(module -> Files.exists(module.resolve("pom.xml")))
              .map(module -> "transforms/" + module.getFileName())
              .sorted()
              .collect(toList()));
    }
    return modules;
  }

  private static String failure(Path log) throws IOException {
    for (String line : Files.readAllLines(log, UTF_8)) {
      Matcher incompatible = INCOMPATIBLE.matcher(line);
      if (incompatible.find()) {
        return "the API is not compatible with the last release: " + incompatible.group(1);
      }
    }
    return "the build failed; all of it is in " + log;
  }
}
