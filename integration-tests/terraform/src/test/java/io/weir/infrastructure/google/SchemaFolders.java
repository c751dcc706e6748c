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

package io.weir.infrastructure.google;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.infrastructure.HclBlock;
import io.weir.infrastructure.Terraform;
import io.weir.infrastructure.TerraformFolder;
import io.weir.infrastructure.schema.SchemaProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules and examples that need a provider which is only stood in for. */
final class SchemaFolders {
  private SchemaFolders() {}

  /** Terraform, with the providers that stand in. */
  static Terraform terraform() throws IOException, InterruptedException {
    return Terraform.onThePath().with(SchemaProviders.configuration());
  }

  /** All of them, in order. */
  static List<TerraformFolder> all() {
    return TerraformFolder.all().stream()
        .filter(SchemaFolders::needsOne)
        .collect(toUnmodifiableList());
  }

  private static boolean needsOne(TerraformFolder folder) {
    return folder.blocks().stream()
        .filter(block -> block.type().equals("terraform"))
        .flatMap(block -> block.blocks("required_providers").stream())
        .map(HclBlock::attributes)
        .flatMap(providers -> providers.keySet().stream())
        .anyMatch(SchemaProviders.sources()::contains);
  }

  /** A copy of all of Terraform's folders, for a test to change or to work in. */
  static Path copy() throws IOException {
    Path target = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "terraform");
    Path root = TerraformFolder.root();
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.toString().contains(".terraform"))
          .forEach(path -> copyFile(path, target.resolve(root.relativize(path))));
    }
    return target;
  }

  private static void copyFile(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
