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

package io.weir.infrastructure.schema;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.harness.process.Checkout;
import io.weir.infrastructure.HclBlock;
import io.weir.infrastructure.TerraformFolder;
import io.weir.infrastructure.program.GoProgram;
import io.weir.infrastructure.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for the providers google, google-beta and kubernetes: a program of ours that serves
 * their published schemas. Terraform itself then finds what is unknown, missing, of the wrong type
 * or not among the listed values, and evaluates modules with mocks. What only the real provider
 * knows is not checked: its own validations, what it computes, and what the cloud accepts.
 */
public final class SchemaProviders {
  private static final Duration ASKING = Duration.ofMinutes(1);

  private static @Nullable Path written;

  private SchemaProviders() {}

  /** The names of the providers that are stood in for, below hashicorp. */
  public static List<String> sources() {
    return Arrays.stream(PublishedProvider.values())
        .map(PublishedProvider::source)
        .collect(toUnmodifiableList());
  }

  /**
   * The configuration of Terraform's command line that knows them, with the schemas of all types
   * that the modules and examples use.
   *
   * @throws org.junit.AssumptionViolatedException if Go, npm or what they download is not to be had
   */
  public static synchronized Path configuration() throws IOException, InterruptedException {
    Path known = written;
    if (known == null) {
      known = write();
      written = known;
    }
    return known;
  }

  private static Path write() throws IOException, InterruptedException {
    Path program = GoProgram.of("schema-provider");
    Path root = Checkout.cache().resolve("terraform/schema-providers");
    String system = system();
    Set<String> resources = types("resource");
    Set<String> dataSources = types("data");
    for (PublishedProvider provider : PublishedProvider.values()) {
      Path classes = Files.createDirectories(root.resolve("classes").resolve(provider.source()));
      PublishedProvider.Published published = provider.read(resources, dataSources, classes);
      Path folder =
          root.resolve("registry.terraform.io/hashicorp")
              .resolve(provider.source())
              .resolve(published.version())
              .resolve(system);
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("schema.json"), published.schema().toString());
      Files.copy(
          program,
          folder.resolve("terraform-provider-" + provider.source() + "_v" + published.version()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return Files.writeString(root.resolve("terraform.tfrc"), text(root));
  }

  private static String text(Path root) {
    String included =
        sources().stream()
            .map(source -> "\"hashicorp/" + source + "\"")
            .collect(joining(", ", "[", "]"));
    return "disable_checkpoint = true\n"
        + "provider_installation {\n"
        + "  filesystem_mirror {\n"
        + ("    path    = \"" + root + "\"\n")
        + ("    include = " + included + "\n")
        + "  }\n"
        + "}\n";
  }

  private static Set<String> types(String kind) {
    Set<String> types = new TreeSet<>();
    for (TerraformFolder folder : TerraformFolder.all()) {
      for (HclBlock block : folder.blocks()) {
        if (block.type().equals(kind)) {
          types.add(block.labels().get(0));
        }
      }
    }
    return types;
  }

  private static String system() throws IOException, InterruptedException {
    String[] answers =
        Program.onThePath("go")
            .run(Checkout.folder(), ASKING, List.of("env", "GOOS", "GOARCH"))
            .succeeded()
            .output()
            .split("\\s+", -1);
    return answers[0] + "_" + answers[1];
  }
}
