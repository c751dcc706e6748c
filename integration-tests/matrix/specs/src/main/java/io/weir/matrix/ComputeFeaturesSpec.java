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
package io.weir.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.features.ComputeFeatures;
import io.weir.features.Observation;
import io.weir.harness.Capability;
import io.weir.harness.Cell;
import io.weir.harness.Dimensions;
import io.weir.harness.Job;
import io.weir.harness.Needs;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;
import org.junit.runner.RunWith;

/**
 * Features are those of their definition, whatever the runner does: of a stream whose watermark
 * moves while events come, and of a bounded run where the runner has nothing else.
 */
@RunWith(RunnerMatrix.class)
@Covers(ComputeFeatures.class)
@Needs({Capability.STATE, Capability.EVENT_TIME_TIMERS})
public final class ComputeFeaturesSpec {
  private static final Purchases PURCHASES = Purchases.generated();

  private static final Canonical<KV<String, Observation>> FEATURES =
      (observation, fields) -> {
        StringBuilder values = new StringBuilder();
        for (double feature : observation.getValue().features()) {
          values.append(values.length() == 0 ? "" : " ").append(feature);
        }
        fields
            .key(observation.getKey())
            .add("event", observation.getValue().eventId())
            .add("features", values.toString());
      };

  @Test
  @Dimensions(duplicated = true)
  public void inEventTimeTheyAreThoseOfTheDefinition(Cell cell) throws Exception {
    Outputs outputs = inEventTime(cell.job().sink("features", FEATURES));

    List<String> expected = PURCHASES.lines();
    Collections.sort(expected);
    assertThat(outputs.lines("features"), is(expected));
  }

  @Test
  @Needs(Capability.KEY_ORDER)
  public void inEventTimeThoseOfACardComeInTheOrderOfTime(Cell cell) throws Exception {
    Outputs outputs = inEventTime(cell.job().orderedSink("features", FEATURES));

    List<String> ordered = new ArrayList<>();
    outputs
        .byKey("features")
        .forEach((card, lines) -> lines.forEach(line -> ordered.add(card + "\t" + line)));
    assertThat(ordered, is(PURCHASES.lines()));
  }

  private static Outputs inEventTime(Job job) throws Exception {
    return job.source("purchases", PURCHASES.events())
        .source("labels", PURCHASES.labels())
        .balanced("purchases", "features")
        .run(
            (pipeline, ends) -> {
              PCollection<KV<String, Observation>> labels =
                  pipeline.apply("labels", ends.source("labels"));
              PCollection<KV<String, Observation>> purchases =
                  pipeline.apply("purchases", ends.source("purchases"));
              purchases
                  .apply(
                      "features",
                      ComputeFeatures.of(Purchases.FEATURES)
                          .labels(labels)
                          .arrival(Arrival.EVENT_TIME))
                  .apply("sink", ends.sink("features"));
            });
  }
}
