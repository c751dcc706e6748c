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

import io.weir.harness.RunnerMatrix;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a project that has no parent and no module of ours, and a Maven repository of its own.
 * All artifacts of others are those of the repository that this process's class path comes from.
 */
final class OutsideProject {
  /** Where it lies, as it is shown in the guide. */
  static final Path SOURCE = Path.of("src/test/resources/outside");

  private static final Path CHECKOUT = Path.of("../..");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");

  private final Path project;
  private final Path repository;
  private String output = "";

  private OutsideProject(Path project, Path repository) {
    this.project = project;
    this.repository = repository;
  }

  /** The project {@code outside}; its repository has the harness, and of Weir nothing else. */
  static OutsideProject copiedTo(Path folder) throws Exception {
    OutsideProject outside = copied(SOURCE, folder);
    outside.install("weir", CHECKOUT, null);
    outside.install("weir-integration-tests", CHECKOUT.resolve("integration-tests"), null);
    outside.install(
        "weir-harness", CHECKOUT.resolve("integration-tests/harness"), codeOf(RunnerMatrix.class));
    return outside;
  }

  /** Any project; its repository has nothing of Weir. */
  static OutsideProject copied(Path source, Path folder) throws Exception {
    OutsideProject outside =
        new OutsideProject(folder.resolve("project"), folder.resolve("repository"));
    copy(source, outside.project);
    outside.share();
    return outside;
  }

  private static Path codeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Links everything that others have published, so that nothing is fetched twice. */
  private void share() throws Exception {
    // .../org/apache/beam/ARTIFACT/VERSION/JAR
    Path shared = codeOf(Pipeline.class).resolve("../../../../../..").normalize();
    link(shared, repository, "io");
    link(shared.resolve("io"), repository.resolve("io"), "weir");
  }

  private static void link(Path from, Path to, String without) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.collect(Collectors.toList())) {
        String name = String.valueOf(entry.getFileName());
        if (!name.equals(without)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private void install(String artifact, Path module, @Nullable Path classes) throws IOException {
    Path pom = module.resolve("pom.xml");
    Matcher version = VERSION.matcher(Files.readString(pom, UTF_8));
    if (!version.find()) {
      throw new IllegalStateException(pom + " has no version");
    }
    Path folder =
        Files.createDirectories(
            repository.resolve("io/weir").resolve(artifact).resolve(version.group(1)));
    String name = artifact + "-" + version.group(1);
    Files.copy(pom, folder.resolve(name + ".pom"));
    if (classes != null) {
      Path jar = folder.resolve(name + ".jar");
      if (Files.isDirectory(classes)) {
        pack(classes, jar);
      } else {
        Files.copy(classes, jar);
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }

  /** The Maven repository that its builds use. */
  Path repository() {
    return repository;
  }

  /** Adds a file to the copy. */
  void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, UTF_8);
  }

  /** Changes a file of the copy; the text must be in it. */
  void replace(String file, String text, String by) throws IOException {
    Path path = project.resolve(file);
    String before = Files.readString(path, UTF_8);
    if (!before.contains(text)) {
      throw new IllegalArgumentException(file + " does not have " + text);
    }
    Files.writeString(path, before.replace(text, by), UTF_8);
  }

  /**
   * Runs {@code mvn test} in the copy.
   *
   * @return Maven's exit code
   */
  int test(String... properties) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("test"));
    arguments.add("-Dmaven.repo.local=" + repository);
    arguments.addAll(List.of(properties));
    MavenProcess maven = MavenProcess.run(project, arguments);
    output = maven.output();
    return maven.exitCode();
  }

  /** What Maven printed. */
  String output() {
    return output;
  }

  /** A file that the run left in {@code target}. */
  Path result(String file) {
    return project.resolve("target").resolve(file);
  }
}
