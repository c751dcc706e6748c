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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.pipelines.Profile;
import io.weir.runner.flink.FlinkProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The profiles of Flink's package as a file that the module of Flink on Kubernetes reads. Terraform
 * reads YAML, too, but has no room for the reasons and for what is common.
 */
final class FlinkProfiles {
  static final List<String> NAMES = List.of("latency", "throughput");

  private FlinkProfiles() {}

  /** Settings by profile, kind and name. */
  static String json() throws JsonProcessingException {
    Map<String, Map<String, Map<String, String>>> profiles = new LinkedHashMap<>();
    for (String name : NAMES) {
      Profile profile = FlinkProfile.named(name);
      Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
      profile.kinds().forEach(kind -> kinds.put(kind, profile.values(kind)));
      profiles.put(name, kinds);
    }
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(profiles) + "\n";
  }
}
