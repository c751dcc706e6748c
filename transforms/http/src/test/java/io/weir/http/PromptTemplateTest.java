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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public final class PromptTemplateTest {
  private static final List<String> FEATURES = List.of("a", "b");

  private static String filled(String template, float a, float b) {
    return SerializableUtils.clone(PromptTemplate.of(template, FEATURES))
        .fill(FeatureRows.copyOf(new float[] {9, 9}, new float[] {a, b}), 1);
  }

  @Test
  public void placesAreFilledWithTheValuesOfARow() {
    assertThat(filled("{b} and {a}, {b}", 1, 2.5f), is("2.5 and 1, 2.5"));
    assertThat(filled("{{{a}}} {b}", -3, 0.1f), is("{-3} 0.1"));
    assertThat(filled("{a}{b}", Float.NaN, Float.POSITIVE_INFINITY), is("unknownInfinity"));
    assertThat(filled("{a} {b}", 16777215f, 3e9f), is("16777215 3.0E9"));
  }

  @Test
  public void aTemplateThatDoesNotFitIsRefused() {
    assertThat(refused("{a} {b} {c}"), is("template has the place {c}; allowed: [a, b]"));
    assertThat(refused("{a}"), is("template has no place for [b]; allowed: a place for each"));
    assertThat(
        refused("{a} {b} {"),
        is("template has a single { at 8; allowed: around a feature's name, or twice"));
    assertThat(
        refused("} {a} {b}"),
        is("template has a single } at 0; allowed: around a feature's name, or twice"));
  }

  private static String refused(String template) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> PromptTemplate.of(template, FEATURES))
            .getMessage());
  }
}
