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
package io.weir.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelDescription;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what a model on TensorFlow Serving takes and gives with what was described. */
final class ServingMetadata {
  private final Connection connection;
  private final ModelDescription description;
  private final ServingRequest request;

  ServingMetadata(Connection connection, ModelDescription description, ServingRequest request) {
    this.connection = connection;
    this.description = description;
    this.request = request;
  }

  /**
   * Asks and compares.
   *
   * @throws IOException if the server does not answer
   * @throws InvalidModelException if signature, input or output are not there, or the input's width
   *     is not the number of features
   */
  void check(String version) throws IOException {
    URI uri =
        connection
            .endpoint()
            .resolve("/v1/models/" + description.name() + "/versions/" + version + "/metadata");
    JsonNode metadata = connection.askIfKnown(HttpModel.subject(description), uri);
    if (metadata == null) {
      return;
    }
    // The service nests a message under its own name.
    JsonNode signatures = metadata.at("/metadata/signature_def/signature_def");
    JsonNode signature = signatures.get(request.signature());
    if (signature == null) {
      throw refused("signature is \"%s\"; allowed: %s", request.signature(), namesOf(signatures));
    }
    checkWidth(choose("input", signature.path("inputs"), request.input()));
    JsonNode unused = choose("output", signature.path("outputs"), request.output());
  }

  private JsonNode choose(String kind, JsonNode tensors, @Nullable String name) {
    List<String> names = namesOf(tensors);
    if (name == null && names.size() == 1) {
      return tensors.get(names.get(0));
    }
    JsonNode tensor = name == null ? null : tensors.get(name);
    if (tensor == null) {
      throw refused(
          "%s is %s; allowed: one of %s",
          kind, name == null ? "not set" : "\"" + name + "\"", names);
    }
    return tensor;
  }

  private void checkWidth(JsonNode input) {
    JsonNode shape = input.path("tensor_shape");
    JsonNode dimensions = shape.path("dim");
    if (shape.path("unknown_rank").asBoolean() || dimensions.isMissingNode()) {
      return;
    }
    List<String> sizes = new ArrayList<>();
    dimensions.forEach(dimension -> sizes.add(dimension.path("size").asText()));
    int width = description.features().size();
    if (sizes.size() != 2
        || !(sizes.get(1).equals("-1") || sizes.get(1).equals(String.valueOf(width)))) {
      throw refused(
          "its input has shape %s, where -1 means any size; allowed: [-1, %d], any number of rows"
              + " with the %d features",
          sizes, width, width);
    }
  }

  @FormatMethod
  private InvalidModelException refused(String message, Object... values) {
    return new InvalidModelException(
        HttpModel.subject(description)
            + " at "
            + connection.endpoint()
            + ": "
            + String.format(message, values));
  }

  private static List<String> namesOf(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
