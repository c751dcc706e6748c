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

import org.apache.beam.model.pipeline.v1.RunnerApi.StateSpec;

/** A state cell of a stateful DoFn in one phrase: its kind and its coders. */
final class StateText {

  private StateText() {}

  static String of(StateSpec spec, CoderText coders) {
    switch (spec.getSpecCase()) {
      case READ_MODIFY_WRITE_SPEC:
        return "value " + coders.of(spec.getReadModifyWriteSpec().getCoderId());
      case BAG_SPEC:
        return "bag " + coders.of(spec.getBagSpec().getElementCoderId());
      case COMBINING_SPEC:
        return "combining " + coders.of(spec.getCombiningSpec().getAccumulatorCoderId());
      case MAP_SPEC:
        return String.format(
            "map %s to %s",
            coders.of(spec.getMapSpec().getKeyCoderId()),
            coders.of(spec.getMapSpec().getValueCoderId()));
      case MULTIMAP_SPEC:
        return String.format(
            "multimap %s to %s",
            coders.of(spec.getMultimapSpec().getKeyCoderId()),
            coders.of(spec.getMultimapSpec().getValueCoderId()));
      case SET_SPEC:
        return "set " + coders.of(spec.getSetSpec().getElementCoderId());
      case ORDERED_LIST_SPEC:
        return "ordered list " + coders.of(spec.getOrderedListSpec().getElementCoderId());
      case SPEC_NOT_SET:
        break;
    }
    return "unknown";
  }
}
