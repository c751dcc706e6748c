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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.pipelines.Application;
import io.weir.pipelines.JobOptions;
import io.weir.pipelines.OptionDescription;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The flex template of a pipeline: what Dataflow's console and API show of it and let pass, written
 * from the pipeline's options. The fields are those of {@code ContainerSpec} in Dataflow's API,
 * v1b3.
 */
public final class FlexTemplate {
  private static final String PIPELINE = "pipeline";

  private final ObjectMapper json = new ObjectMapper();
  private final Application application;

  private FlexTemplate(Application application) {
    this.application = application;
  }

  /** The template of a pipeline. */
  public static FlexTemplate of(Application application) {
    return new FlexTemplate(application);
  }

  /** What {@code gcloud dataflow flex-template build --metadata-file} takes, as JSON. */
  public String metadata() {
    return metadataNode().toPrettyString() + "\n";
  }

  /**
   * What a job is created from, as JSON: a file of a bucket.
   *
   * @param image the container image that holds the package
   */
  public String spec(String image) {
    ObjectNode spec = json.createObjectNode();
    spec.put("image", image);
    spec.putObject("sdkInfo").put("language", "JAVA");
    spec.set("metadata", metadataNode());
    return spec.toPrettyString() + "\n";
  }

  private ObjectNode metadataNode() {
    ObjectNode metadata = json.createObjectNode();
    metadata.put("name", "Weir: " + application.name());
    metadata.put("description", application.description());
    metadata.put("streaming", true);
    // Only the first hop knows the ids of events: another would count again what comes twice.
    metadata.put("supportsAtLeastOnce", false);
    metadata.put("supportsExactlyOnce", true);
    ArrayNode parameters = metadata.putArray("parameters");
    Stream.of(application.optionsType(), JobOptions.class)
        .flatMap(type -> OptionDescription.of(type).stream())
        .sorted(Comparator.comparing(OptionDescription::name))
        .forEach(option -> parameters.add(parameter(option)));
    return metadata;
  }

  private ObjectNode parameter(OptionDescription option) {
    ObjectNode parameter = json.createObjectNode();
    parameter.put("name", option.name());
    parameter.put("label", option.label());
    parameter.put("helpText", option.help());
    if (option.name().equals(PIPELINE)) {
      // A template is one pipeline's.
      parameter.put("isOptional", false);
      parameter.put("defaultValue", application.name());
      parameter.putArray("regexes").add("^" + application.name() + "$");
      return parameter;
    }
    parameter.put("isOptional", !option.required());
    option
        .defaultValue()
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> parameter.put("defaultValue", value));
    if (!option.words().isEmpty()) {
      parameter.put("paramType", "ENUM");
      ArrayNode words = parameter.putArray("enumOptions");
      option.words().forEach(word -> words.addObject().put("value", word).put("label", word));
    } else if (option.logical()) {
      parameter.put("paramType", "BOOLEAN");
    } else if (option.numeric()) {
      parameter.put("paramType", "NUMBER");
    } else {
      parameter.put("paramType", "TEXT");
      option
          .pattern()
          .ifPresent(pattern -> parameter.putArray("regexes").add("^(" + pattern + ")$"));
    }
    return parameter;
  }
}
