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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.model.pipeline.v1.RunnerApi.ParDoPayload;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/** Reads the steps of a pipeline in Beam's model. */
final class GraphReader {
  private static final String KV = "beam:coder:kv:v1";

  private static final String UNNAMED_OUTPUT = "main";
  private static final String UNNAMED_VIEW = "view";

  private final Components components;
  private final CoderText coders;
  private final Windowing windowing;

  /** Who writes a collection, by the collection's id: the step's name and the output's. */
  private final Map<String, String> origins = new HashMap<>();

  GraphReader(Components components) {
    this.components = components;
    this.coders = new CoderText(components);
    this.windowing = new Windowing(components);
  }

  List<Step> steps() {
    List<PTransform> primitives = new ArrayList<>();
    for (PTransform transform : components.getTransformsMap().values()) {
      // A composite without parts passes its input on: nothing is executed.
      if (transform.getSubtransformsCount() == 0 && !transform.getSpec().getUrn().isEmpty()) {
        primitives.add(transform);
        TagNames names = new TagNames(transform.getOutputsMap().keySet(), UNNAMED_OUTPUT);
        transform
            .getOutputsMap()
            .forEach(
                (tag, collection) ->
                    origins.put(collection, transform.getUniqueName() + "." + names.of(tag)));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (PTransform transform : primitives) {
      steps.add(step(transform));
    }
    return steps;
  }

  private Step step(PTransform transform) {
    Map<String, String> parts = new LinkedHashMap<>();
    ParDoPayload parDo = parDo(transform);
    Set<String> sides = parDo.getSideInputsMap().keySet();
    Map<String, String> inputs = new TreeMap<>(transform.getInputsMap());
    inputs.keySet().removeAll(sides);
    if (!inputs.isEmpty()) {
      parts.put(
          Step.IN, inputs.values().stream().map(this::origin).sorted().collect(joining(Step.AND)));
    }
    TagNames sideNames = new TagNames(sides, UNNAMED_VIEW);
    for (String side : new TreeSet<>(sides)) {
      parts.put(
          Step.SIDE + sideNames.of(side),
          parDo.getSideInputsOrThrow(side).getAccessPattern().getUrn()
              + " of "
              + origin(transform.getInputsOrThrow(side)));
    }
    stateful(parDo, inputs, parts);
    outputs(transform, parts);
    return new Step(transform.getUniqueName(), transform.getSpec().getUrn(), parts);
  }

  private void stateful(ParDoPayload parDo, Map<String, String> inputs, Map<String, String> parts) {
    boolean keyed = parDo.getStateSpecsCount() + parDo.getTimerFamilySpecsCount() > 0;
    if (keyed && !inputs.isEmpty()) {
      parts.put(Step.KEY, key(inputs.values().iterator().next()));
    }
    if (!parDo.getRestrictionCoderId().isEmpty()) {
      parts.put(Step.RESTRICTION, coders.of(parDo.getRestrictionCoderId()));
    }
    new TreeMap<>(parDo.getStateSpecsMap())
        .forEach((id, spec) -> parts.put(Step.STATE + id, StateText.of(spec, coders)));
    new TreeMap<>(parDo.getTimerFamilySpecsMap())
        .forEach(
            (id, spec) ->
                parts.put(
                    Step.TIMER + id,
                    spec.getTimeDomain() + " " + coders.of(spec.getTimerFamilyCoderId())));
    List<String> needs = new ArrayList<>();
    if (parDo.getRequiresStableInput()) {
      needs.add("stable input");
    }
    if (parDo.getRequiresTimeSortedInput()) {
      needs.add("time-sorted input");
    }
    if (parDo.getRequestsFinalization()) {
      needs.add("bundle finalization");
    }
    if (!needs.isEmpty()) {
      parts.put(Step.NEEDS, String.join(", ", needs));
    }
  }

  private void outputs(PTransform transform, Map<String, String> parts) {
    TagNames names = new TagNames(transform.getOutputsMap().keySet(), UNNAMED_OUTPUT);
    Map<String, String> outputs = new TreeMap<>();
    transform.getOutputsMap().forEach((tag, id) -> outputs.put(names.of(tag), collection(id)));
    outputs.forEach((name, text) -> parts.put(Step.OUT + name, text));
  }

  private String origin(String collection) {
    return origins.getOrDefault(collection, collection);
  }

  private String collection(String id) {
    RunnerApi.PCollection collection = components.getPcollectionsOrThrow(id);
    String text = coders.of(collection.getCoderId());
    if (collection.getIsBounded() == RunnerApi.IsBounded.Enum.BOUNDED) {
      text += Windowing.BOUNDED;
    }
    return text + windowing.of(collection.getWindowingStrategyId());
  }

  private String key(String collection) {
    String id = components.getPcollectionsOrThrow(collection).getCoderId();
    RunnerApi.Coder coder = components.getCodersOrThrow(id);
    return coder.getSpec().getUrn().equals(KV)
        ? coders.of(coder.getComponentCoderIds(0))
        : coders.of(id);
  }

  private static ParDoPayload parDo(PTransform transform) {
    if (!transform.getSpec().getUrn().equals(PTransformTranslation.PAR_DO_TRANSFORM_URN)) {
      return ParDoPayload.getDefaultInstance();
    }
    try {
      return ParDoPayload.parseFrom(transform.getSpec().getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "the payload of " + transform.getUniqueName() + " cannot be read", e);
    }
  }
}
