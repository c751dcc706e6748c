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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds providers of Terraform, as {@code HOST/NAMESPACE/NAME/VERSION/SYSTEM}: some
 * machines have one, instead of a way to the registry.
 */
final class PluginFolder {
  private static final String HOST = "registry.terraform.io";
  private static final String SETTING = "WEIR_TERRAFORM_PLUGINS";

  private final Path path;

  private PluginFolder(Path path) {
    this.path = path;
  }

  /**
   * The first that there is: the one that WEIR_TERRAFORM_PLUGINS names, those where Terraform
   * itself looks, those below {@code /opt}.
   */
  static @Nullable PluginFolder find() {
    for (Path candidate : candidates()) {
      if (Files.isDirectory(candidate.resolve(HOST))) {
        return new PluginFolder(candidate);
      }
    }
    return null;
  }

  private static List<Path> candidates() {
    List<Path> all = new ArrayList<>();
    String given = System.getenv(SETTING);
    if (given != null && !given.isEmpty()) {
      all.add(Path.of(given));
    }
    Path home = Path.of(System.getProperty("user.home", "/"));
    all.add(home.resolve(".terraform.d/plugins"));
    all.add(home.resolve(".local/share/terraform/plugins"));
    all.add(Path.of("/usr/local/share/terraform/plugins"));
    all.add(Path.of("/usr/share/terraform/plugins"));
    all.addAll(children(Path.of("/opt")));
    return all;
  }

  Path path() {
    return path;
  }

  /** The sources of the providers in it, such as {@code hashicorp/aws}, in order. */
  List<String> providers() {
    TreeSet<String> all = new TreeSet<>();
    for (Path namespace : children(path.resolve(HOST))) {
      for (Path provider : children(namespace)) {
        all.add(namespace.getFileName() + "/" + provider.getFileName());
      }
    }
    return List.copyOf(all);
  }

  private static List<Path> children(Path folder) {
    List<Path> all = new ArrayList<>();
    if (Files.isReadable(folder) && Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        children.filter(Files::isDirectory).sorted().forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException("folder " + folder + " cannot be read", e);
      }
    }
    return all;
  }
}
