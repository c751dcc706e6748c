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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The library as {@code weir package library} makes it: a Maven repository. It is made in a copy of
 * the sources, since this process runs from what is built in the checkout.
 */
final class BuiltLibrary {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> PUBLISHED =
      List.of("proto", "transforms", "integration-tests/harness");
  private static final Set<String> BUILT = Set.of("target", ".git", ".weir", ".terraform");

  private final Path folder;

  private BuiltLibrary(Path folder) {
    this.folder = folder;
  }

  /** One that is there. */
  static BuiltLibrary in(Path folder) {
    return new BuiltLibrary(folder);
  }

  /** Sources of what is published, and all poms. */
  static Path copySources(Path to) throws IOException {
    return copySources(to, PUBLISHED);
  }

  /** Sources of the modules in some folders, and all poms. */
  static Path copySources(Path to, List<String> folders) throws IOException {
    Files.walkFileTree(
        CHECKOUT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return BUILT.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = CHECKOUT.relativize(file);
            if (needed(relative, folders)) {
              Path copy = to.resolve(relative);
              Files.createDirectories(copy.getParent());
              Files.copy(file, copy);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }

  private static boolean needed(Path file, List<String> folders) {
    return file.endsWith("pom.xml")
        || file.startsWith(".mvn")
        || file.toString().equals("LICENSE")
        || (file.toString().contains("src/main/") && folders.stream().anyMatch(file::startsWith));
  }

  /** The command line, as if that folder were the checkout. */
  static WeirCommand weir(Path checkout, String... arguments) {
    String before = System.setProperty("weir.home", checkout.toString());
    try {
      return WeirCommand.run(List.of(arguments));
    } finally {
      if (before == null) {
        System.clearProperty("weir.home");
      } else {
        System.setProperty("weir.home", before);
      }
    }
  }

  BuiltLibrary copiedTo(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).collect(toList())) {
        Path copy = to.resolve(folder.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return new BuiltLibrary(to);
  }

  Path folder() {
    return folder;
  }

  /** All files of an ending. */
  List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().collect(toList());
    }
  }

  /** Names of the artifacts. */
  List<String> artifacts() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("io/weir"))) {
      return folders
          .map(artifact -> String.valueOf(artifact.getFileName()))
          .sorted()
          .collect(toList());
    }
  }

  /** The one version of it all. */
  String version() throws IOException {
    try (Stream<Path> versions = Files.list(folder.resolve("io/weir/weir-bom"))) {
      List<Path> all = versions.collect(toList());
      if (all.size() != 1) {
        throw new AssertionError("must be one version: " + all);
      }
      return String.valueOf(all.get(0).getFileName());
    }
  }

  /** The file of an artifact with an ending such as {@code -sources.jar}. */
  Path file(String artifact, String ending) throws IOException {
    String version = version();
    return folder
        .resolve("io/weir")
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + ending);
  }

  /** Gives a class in the harness's jar one more method, as if today's had lost it. */
  void addToHarness(Path scratch, String type, String method) throws IOException {
    Path jar = file("weir-harness", ".jar");
    String text =
        Files.readString(
            CHECKOUT.resolve("integration-tests/harness/src/main/java").resolve(type + ".java"),
            UTF_8);
    int end = text.lastIndexOf('}');
    Path source =
        scratch.resolve("changed").resolve(Path.of(type + ".java").getFileName().toString());
    Files.createDirectories(source.getParent());
    Files.writeString(source, text.substring(0, end) + method + text.substring(end), UTF_8);
    Path classes = Files.createDirectories(scratch.resolve("changed-classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "--release",
                "11",
                "-cp",
                jar + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    if (code != 0) {
      throw new AssertionError(source + " does not compile");
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
      Files.copy(
          classes.resolve(type + ".class"),
          zip.getPath(type + ".class"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Takes a class out of the harness's jar, as if it were new today. */
  void removeFromHarness(String type) throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(file("weir-harness", ".jar"), (ClassLoader) null)) {
      Files.delete(zip.getPath(type + ".class"));
    }
  }
}
