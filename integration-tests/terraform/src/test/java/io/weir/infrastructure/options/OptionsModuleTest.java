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
package io.weir.infrastructure.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.pipelines.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.Test;

/** The modules under {@code terraform/modules/options} are what the options in Java say. */
public final class OptionsModuleTest {
  private static final Path MODULES = Path.of("../../terraform/modules/options");
  private static final boolean UPDATE = Boolean.getBoolean("weir.terraform.update");

  @Test
  public void everyPipelineHasTheModuleOfItsOptions() throws IOException {
    for (Application application : ServiceLoader.load(Application.class)) {
      Path folder = MODULES.resolve(application.name());
      for (Map.Entry<String, String> file : OptionsModule.of(application).files().entrySet()) {
        Path path = folder.resolve(file.getKey());
        if (UPDATE) {
          Files.createDirectories(path.getParent());
          Files.writeString(path, file.getValue());
        }
        assertThat(
            path + " (written by ./weir test terraform with -Dweir.terraform.update=true)",
            Files.exists(path) ? Files.readString(path) : "",
            is(file.getValue()));
      }
    }
  }
}
