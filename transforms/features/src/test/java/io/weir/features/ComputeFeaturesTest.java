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
package io.weir.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;

/** The settings of the transform and the names of its steps. */
public class ComputeFeaturesTest {
  private static final ComputeFeatures FEATURES = ComputeFeatures.of(Examples.cardsAndTerminals());

  @Test
  public void theStepsHaveTheNamesOfTheEntities() {
    for (Arrival arrival : Arrival.values()) {
      Pipeline pipeline = TestPipeline.create();
      input(pipeline).apply("features", FEATURES.arrival(arrival));
      Set<String> names = new HashSet<>();
      pipeline.traverseTopologically(
          new PipelineVisitor.Defaults() {
            @Override
            public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
              names.add(node.getFullName());
              return CompositeBehavior.ENTER_TRANSFORM;
            }
          });
      assertThat(names, hasItems("features/terminal", "features/card"));
    }
  }

  @Test
  public void windowsOfTheInputAreRefused() {
    PCollection<KV<String, Observation>> windowed =
        input(TestPipeline.create())
            .apply("fixed", Window.into(FixedWindows.of(org.joda.time.Duration.standardDays(1))));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> windowed.apply("features", FEATURES));
    assertThat(refused.getMessage(), containsString("need the global one"));
  }

  @Test
  public void negativeDurationsAreRefused() {
    Duration negative = Duration.ofMillis(-1);
    assertThrows(IllegalArgumentException.class, () -> FEATURES.slack(negative));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FEATURES.deduplicateWithin(negative));
    assertThat(
        refused.getMessage(), is("deduplicateWithin is PT-0.001S; it must be from 0 to PT87840H"));
  }

  @Test
  public void theTransformIsSerialisable() {
    SerializableUtils.ensureSerializable(FEATURES.slack(Duration.ZERO));
  }

  private static PCollection<KV<String, Observation>> input(Pipeline pipeline) {
    Observation event = Examples.event("a", Examples.START, "terminal", "card").build();
    return pipeline.apply("events", Create.of(KV.of("terminal", event)));
  }
}
