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
package io.weir.inference;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public final class FeatureSelectionTest {
  private final ModelDescription model = FakeSource.description(3, 8);

  @Test
  public void aRowHoldsTheModelsColumnsInTheModelsOrder() {
    double[] vector = {10, 11, 12, 13};
    FeatureSelection selection = FeatureSelection.of(model, List.of("c", "unused", "b", "a"));

    assertThat(selection.row(index -> vector[index]), is(new float[] {13, 12, 10}));
  }

  @Test
  public void aSelectionTravelsToTheWorkers() {
    FeatureSelection selection =
        SerializableUtils.clone(FeatureSelection.of(model, List.of("a", "b", "c")));

    assertThat(selection.row(index -> index), is(new float[] {0, 1, 2}));
  }

  @Test
  public void featuresThatTheSetLacksAreNamedInOneLine() {
    InvalidModelException refusal =
        assertThrows(
            InvalidModelException.class, () -> FeatureSelection.of(model, List.of("a", "z")));

    assertThat(
        refusal.getMessage(),
        is(
            "model fake 7 (embedded): features has [b, c], which the feature set does not;"
                + " allowed: [a, z]"));
  }
}
