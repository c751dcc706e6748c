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
package io.weir.harness.graph;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.construction.CoderTranslation;
import org.apache.beam.sdk.util.construction.RehydratedComponents;

/** Coders in a phrase: what they are, and of what. */
final class CoderText {
  private static final String PREFIX = "beam:coder:";
  private static final String VERSION = ":v1";

  private final Components components;
  private final RehydratedComponents rehydrated;

  CoderText(Components components) {
    this.components = components;
    this.rehydrated = RehydratedComponents.forComponents(components);
  }

  /** The coder of an id. */
  String of(String id) {
    RunnerApi.Coder coder = components.getCodersOrThrow(id);
    String urn = coder.getSpec().getUrn();
    if (urn.equals(CoderTranslation.JAVA_SERIALIZED_CODER_URN)) {
      return ofJava(id, coder);
    }
    String text = brief(urn);
    if (!coder.getSpec().getPayload().isEmpty()) {
      text += "#" + Fingerprint.of(coder.getSpec().getPayload().toByteArray());
    }
    return text
        + bracketed(coder.getComponentCoderIdsList().stream().map(this::of).collect(joining(",")));
  }

  private static String brief(String urn) {
    return urn.startsWith(PREFIX) && urn.endsWith(VERSION)
        ? urn.substring(PREFIX.length(), urn.length() - VERSION.length())
        : urn;
  }

  private static String bracketed(String parts) {
    return parts.isEmpty() ? "" : "<" + parts + ">";
  }

  private String ofJava(String id, RunnerApi.Coder coder) {
    try {
      return "java " + ofJava(rehydrated.getCoder(id));
    } catch (IOException | RuntimeException e) {
      // Its class is not on this class path, or is another version.
      return "java #" + Fingerprint.of(coder.getSpec().getPayload().toByteArray());
    }
  }

  private static String ofJava(Coder<?> coder) {
    String text = coder.getClass().getName();
    List<? extends Coder<?>> parts = coder.getCoderArguments();
    if (!parts.isEmpty()) {
      return text + bracketed(parts.stream().map(CoderText::ofJava).collect(joining(",")));
    }
    return coder.getClass().getTypeParameters().length == 0
        ? text
        : text + " of " + coder.getEncodedTypeDescriptor();
  }
}
