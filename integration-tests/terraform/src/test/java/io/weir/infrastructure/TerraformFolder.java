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
package io.weir.infrastructure;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A module or an example of {@code terraform/}: a folder that holds configuration. */
public final class TerraformFolder {
  private final Path path;
  private final String name;

  private TerraformFolder(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  /** The root of all. */
  public static Path root() {
    return Checkout.folder().resolve("terraform");
  }

  /** Every one that there is, found and not listed, in order. */
  public static List<TerraformFolder> all() {
    try (Stream<Path> paths = Files.walk(root())) {
      return paths
          .filter(Files::isDirectory)
          .filter(path -> !path.toString().contains(".terraform"))
          .filter(path -> !filesIn(path, ".tf").isEmpty())
          .sorted()
          .map(path -> new TerraformFolder(path, root().relativize(path).toString()))
          .collect(toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + root() + " cannot be read", e);
    }
  }

  /**
   * One of them.
   *
   * @param name below {@code terraform/}, such as {@code modules/network}
   */
  public static TerraformFolder named(String name) {
    return all().stream()
        .filter(folder -> folder.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no folder " + name));
  }

  /** Below {@code terraform/}, such as {@code modules/network}. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** All blocks of its files, in the order of the files' names. */
  public List<HclBlock> blocks() {
    List<HclBlock> all = new ArrayList<>();
    for (Path file : files()) {
      all.addAll(HclFile.parse(file));
    }
    return all;
  }

  /** Those of one type, such as {@code variable}. */
  List<HclBlock> blocks(String type) {
    return blocks().stream()
        .filter(block -> block.type().equals(type))
        .collect(toUnmodifiableList());
  }

  /** Its files of configuration, in the order of their names. */
  public List<Path> files() {
    return filesIn(path, ".tf");
  }

  /** Its files of tests, in the order of their names. */
  List<Path> tests() {
    Path tests = path.resolve("tests");
    return Files.isDirectory(tests) ? filesIn(tests, ".tftest.hcl") : List.of();
  }

  private static List<Path> filesIn(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .collect(toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
