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

import static java.util.stream.Collectors.joining;

import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Terraform's command line: one cache of providers for all folders, and where
 * there is a folder of plugins, what it holds from there and only the rest from the registry.
 */
final class CommandLineConfiguration {
  private CommandLineConfiguration() {}

  /** Writes it into {@code .weir} of the checkout. */
  static Path write() throws IOException {
    Path folder = Checkout.cache().resolve("terraform");
    Path cache = Files.createDirectories(folder.resolve("plugin-cache"));
    return Files.writeString(folder.resolve("terraform.tfrc"), text(cache, PluginFolder.find()));
  }

  static String text(Path cache, @Nullable PluginFolder plugins) {
    String text =
        "plugin_cache_dir = \""
            + cache
            + "\"\n"
            // Folders of one run share what one of them has downloaded.
            + "plugin_cache_may_break_dependency_lock_file = true\n"
            + "disable_checkpoint = true\n";
    if (plugins == null) {
      return text;
    }
    String found =
        plugins.providers().stream()
            .map(provider -> "\"" + provider + "\"")
            .collect(joining(", ", "[", "]"));
    return text
        + "provider_installation {\n"
        + "  filesystem_mirror {\n"
        + ("    path    = \"" + plugins.path() + "\"\n")
        + ("    include = " + found + "\n")
        + "  }\n"
        + "  direct {\n"
        + ("    exclude = " + found + "\n")
        + "  }\n"
        + "}\n";
  }
}
