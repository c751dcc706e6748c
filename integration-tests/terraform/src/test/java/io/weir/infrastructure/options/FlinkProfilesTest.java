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
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.infrastructure.HclBlock;
import io.weir.infrastructure.TerraformFolder;
import io.weir.runner.flink.FlinkProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

/** What the modules say of Flink is what the package says of it. */
public final class FlinkProfilesTest {
  private static final boolean UPDATE = Boolean.getBoolean("weir.terraform.update");

  @Test
  public void theModuleForKubernetesHasTheProfilesOfThePackage() throws IOException {
    Path file = TerraformFolder.root().resolve("modules/flink-operator-k8s/profiles.json");
    if (UPDATE) {
      Files.writeString(file, FlinkProfiles.json());
    }
    assertThat(
        file + " (written by ./weir test terraform with -Dweir.terraform.update=true)",
        Files.readString(file),
        is(FlinkProfiles.json()));
  }

  @Test
  public void scaleAndCheckpointsOfTheModulesAreThoseOfEveryProfile() {
    for (String profile : FlinkProfiles.NAMES) {
      for (String module : List.of("modules/flink-operator-k8s", "modules/flink-managed-aws")) {
        assertThat(defaultOf(module, "max_parallelism"), is(option(profile, "maxParallelism")));
      }
      assertThat(
          defaultOf("modules/flink-managed-aws", "checkpoint_interval_ms"),
          is(option(profile, "checkpointingInterval")));
    }
  }

  private static String option(String profile, String name) {
    return String.valueOf(FlinkProfile.named(profile).values(FlinkProfile.OPTIONS).get(name));
  }

  private static String defaultOf(String folder, String variable) {
    List<HclBlock> found =
        TerraformFolder.named(folder).blocks().stream()
            .filter(block -> block.type().equals("variable") && block.name().equals(variable))
            .collect(Collectors.toList());
    assertThat(variable, found, hasSize(1));
    return String.valueOf(found.get(0).attribute("default"));
  }
}
