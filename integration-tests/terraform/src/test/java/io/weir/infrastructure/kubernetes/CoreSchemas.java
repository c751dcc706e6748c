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

package io.weir.infrastructure.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.harness.process.PythonEnvironment;
import io.weir.infrastructure.program.Program;
import io.weir.infrastructure.program.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kubernetes' own schemas, by the validator that bundles them; it passes over kinds of others. */
final class CoreSchemas {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path program;

  private CoreSchemas(Path program) {
    this.program = program;
  }

  /**
   * The validator.
   *
   * @throws org.junit.AssumptionViolatedException if it is not to be had
   */
  static CoreSchemas get() throws IOException, InterruptedException {
    return new CoreSchemas(
        Path.of(
            PythonEnvironment.of("kubernetes-validate-1.37.0", requirements())
                .program("kubernetes-validate")));
  }

  /**
   * Checks manifests strictly: what a schema does not know is refused.
   *
   * @param release of Kubernetes, such as 1.31
   */
  ProgramRun check(String release, List<Manifest> manifests)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "core");
    List<String> arguments = new ArrayList<>(List.of("-k", release, "--strict"));
    for (int number = 0; number < manifests.size(); number++) {
      Manifest manifest = manifests.get(number);
      if (!manifest.isOfTheCore()) {
        throw new IllegalArgumentException(
            manifest + " is a " + manifest.kind() + ", which would be passed over");
      }
      String name = number + "-" + manifest.toString().replace('/', '-') + ".yaml";
      Files.writeString(folder.resolve(name), manifest.yaml());
      arguments.add(name);
    }
    return Program.at(program).run(folder, PATIENCE, arguments);
  }

  private static String requirements() throws IOException {
    String name = "/kubernetes/requirements.txt";
    try (InputStream stream = CoreSchemas.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("resource " + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
