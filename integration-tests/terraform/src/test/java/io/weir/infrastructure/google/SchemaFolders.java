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
import io.weir.infrastructure.TerraformTree;
import io.weir.infrastructure.schema.SchemaProviders;
import java.io.IOException;
import java.util.List;

/** The modules and examples that need a provider which is only stood in for. */
final class SchemaFolders {
  private SchemaFolders() {}

  /** A copy of all folders, in which Terraform has the providers that stand in. */
  static TerraformTree copy() throws IOException, InterruptedException {
    return TerraformTree.copy(Terraform.onThePath().with(SchemaProviders.configuration()));
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
}
