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

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.infrastructure.program.GoModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The definitions that the makers of the extensions publish. */
final class CustomResourceDefinitions {
  private static final String PROMETHEUS_OPERATOR =
      "github.com/prometheus-operator/prometheus-operator@v0.80.1";

  private CustomResourceDefinitions() {}

  /** The schema of a FlinkDeployment. */
  static CustomResourceSchema flinkDeployment() throws IOException {
    return CustomResourceSchema.of(flinkDefinition(), "v1beta1");
  }

  /** The Flink operator's definition, out of its artifact flink-kubernetes-operator-api. */
  static JsonNode flinkDefinition() throws IOException {
    String path = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    try (InputStream stream = CustomResourceDefinitions.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IOException("resource " + path + " is missing");
      }
      return Manifest.tree(new String(stream.readAllBytes(), UTF_8));
    }
  }

  /**
   * One of the Prometheus operator, out of its Go module.
   *
   * @param plural of the kind, in lower case
   * @throws org.junit.AssumptionViolatedException if the module is not to be had
   */
  static CustomResourceSchema prometheus(String plural) throws IOException, InterruptedException {
    Path file =
        GoModule.of(PROMETHEUS_OPERATOR)
            .resolve("example/prometheus-operator-crd/monitoring.coreos.com_" + plural + ".yaml");
    JsonNode definition = Manifest.tree(Files.readString(file));
    return CustomResourceSchema.of(definition, "v1");
  }
}
