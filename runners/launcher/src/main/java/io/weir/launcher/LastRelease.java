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

import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The release that today's library is compared with: each part of its API must still be there. */
final class LastRelease {
  private static final String BOM = "io/weir/weir-bom";
  private static final Pattern IN_POM =
      Pattern.compile("<weir\\.last\\.release>([^<]*)</weir\\.last\\.release>");

  private final String version;
  private final @Nullable Path folder;

  private LastRelease(String version, @Nullable Path folder) {
    this.version = version;
    this.folder = folder;
  }

  /** The one that the checkout's pom names, which Maven finds in its repositories. */
  static LastRelease namedIn(Path home) throws IOException {
    Matcher named = IN_POM.matcher(Files.readString(home.resolve("pom.xml"), UTF_8));
    return new LastRelease(named.find() ? named.group(1).strip() : "", null);
  }

  /**
   * One that lies in a folder, as {@code weir package library} makes it.
   *
   * @throws InvalidSettingException if there is none, or more than one
   */
  static LastRelease in(Path folder) throws IOException {
    Path versions = folder.resolve(BOM);
    List<String> found = Files.isDirectory(versions) ? names(versions) : List.of();
    if (found.size() != 1) {
      throw new InvalidSettingException(
          "--baseline is " + folder + ", must hold one release, but has " + found + " in " + BOM);
    }
    return new LastRelease(found.get(0), folder.toAbsolutePath().normalize());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .collect(toList());
    }
  }

  /** What makes Maven compare; nothing where there is no release yet. */
  List<String> arguments() {
    if (version.isEmpty()) {
      return List.of();
    }
    return folder == null
        ? List.of("-Pcompare-with-release")
        : List.of(
            "-Pcompare-with-folder",
            "-Dweir.library.baseline=" + folder,
            "-Dweir.last.release=" + version);
  }

  /** For a person. */
  @Override
  public String toString() {
    return version.isEmpty()
        ? "compatibility: not compared, there is no release yet (weir.last.release in pom.xml)"
        : "compatibility: compared with " + version + (folder == null ? "" : " in " + folder);
  }
}
