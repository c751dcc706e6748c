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

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A class path of jars alone: folders of classes become jars. */
final class JarredClassPath {
  private JarredClassPath() {}

  /**
   * Packs what is no jar.
   *
   * @param folder for the jars that are made
   */
  static List<Path> of(List<Path> classPath, Path folder) {
    List<Path> jars = new ArrayList<>();
    for (Path entry : classPath) {
      jars.add(
          Files.isDirectory(entry) ? packed(entry, folder.resolve(jars.size() + ".jar")) : entry);
    }
    return jars;
  }

  /** Writes a jar without classes. */
  static Path empty(Path jar) {
    return jar(
        jar,
        out -> {
          out.putNextEntry(new JarEntry(JarFile.MANIFEST_NAME));
          new Manifest().write(out);
          out.closeEntry();
        });
  }

  private static Path packed(Path classes, Path jar) {
    return jar(
        jar,
        out -> {
          for (Path path : filesIn(classes)) {
            String name = classes.relativize(path).toString().replace('\\', '/');
            out.putNextEntry(new JarEntry(name));
            Files.copy(path, out);
            out.closeEntry();
          }
        });
  }

  private static Path jar(Path jar, Content content) {
    try {
      Files.createDirectories(jar.getParent());
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        content.writeTo(out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be written", e);
    }
  }

  private static List<Path> filesIn(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(Files::isRegularFile).sorted().collect(toList());
    }
  }

  /** What a jar holds. */
  private interface Content {
    void writeTo(JarOutputStream out) throws IOException;
  }
}
