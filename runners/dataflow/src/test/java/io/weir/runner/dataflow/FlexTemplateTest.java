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
package io.weir.runner.dataflow;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.ParameterMetadata;
import io.weir.pipelines.Application;
import io.weir.pipelines.Applications;
import io.weir.pipelines.JobArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

public final class FlexTemplateTest {
  private static final Path METADATA = Path.of("container", "fraud-metadata.json");
  private static final boolean UPDATE = Boolean.getBoolean("weir.options.update");
  private static final Application FRAUD = Applications.named("--pipeline", "fraud");

  private static ContainerSpec spec() throws IOException {
    return GsonFactory.getDefaultInstance()
        .fromString(FlexTemplate.of(FRAUD).spec("registry/weir:1"), ContainerSpec.class);
  }

  /** The oracle is Google's own model of the API: what it does not know is a mistake. */
  @Test
  public void theServiceKnowsEveryFieldOfIt() throws IOException {
    Map<String, Object> unknown = new TreeMap<>();
    collectUnknown("spec", spec(), unknown);

    assertThat(unknown, is(anEmptyMap()));
  }

  private static void collectUnknown(String path, Object value, Map<String, Object> unknown) {
    if (value instanceof GenericJson) {
      GenericJson node = (GenericJson) value;
      node.getUnknownKeys().forEach((key, found) -> unknown.put(path + "." + key, found));
      node.forEach((key, child) -> collectUnknown(path + "." + key, child, unknown));
    } else if (value instanceof Collection) {
      for (Object child : (Collection<?>) value) {
        collectUnknown(path + "[]", child, unknown);
      }
    }
  }

  @Test
  public void aJobWithItsDefaultsIsAJobOfThePipeline() throws IOException {
    List<String> arguments = new ArrayList<>();
    for (ParameterMetadata parameter : spec().getMetadata().getParameters()) {
      if (parameter.getDefaultValue() != null) {
        arguments.add("--" + parameter.getName() + "=" + parameter.getDefaultValue());
      }
    }

    JobArguments job = JobArguments.of(arguments);

    assertThat(job.application().name(), is("fraud"));
    assertThat(DataflowJob.options(job).getModel(), is("default"));
  }

  @Test
  public void everyDefaultIsAllowedByItsExpression() throws IOException {
    Map<String, ParameterMetadata> parameters =
        spec().getMetadata().getParameters().stream()
            .collect(toMap(ParameterMetadata::getName, parameter -> parameter));
    parameters.forEach(
        (name, parameter) -> {
          if (parameter.getDefaultValue() != null && parameter.getRegexes() != null) {
            assertThat(
                name, parameter.getDefaultValue().matches(parameter.getRegexes().get(0)), is(true));
          }
        });
    assertThat(requireNonNull(parameters.get("arrival")).getEnumOptions().size(), is(2));
  }

  @Test
  public void theMetadataBesideTheContainerFileIsThatOfTheOptions() throws IOException {
    String metadata = FlexTemplate.of(FRAUD).metadata();
    if (UPDATE) {
      Files.createDirectories(METADATA.getParent());
      Files.writeString(METADATA, metadata);
    }
    assertThat(
        METADATA + ", which -Dweir.options.update=true writes",
        Files.exists(METADATA) ? Files.readString(METADATA) : "",
        is(metadata));
  }
}
