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
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

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
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;
import org.junit.runner.RunWith;

/**
 * Features of events that are answered as they arrive, also behind the watermark: each counts what
 * had arrived, so never more than its definition.
 */
@RunWith(RunnerMatrix.class)
@Covers(ComputeFeatures.class)
@Needs({Capability.STATE, Capability.EVENT_TIME_TIMERS})
public final class FeaturesOnArrivalSpec {
  private static final Visits VISITS = Visits.generated();

  private static final Canonical<KV<String, Observation>> COUNTS =
      (visit, fields) ->
          fields
              .key(visit.getKey())
              .add("visit", visit.getValue().eventId())
              .add("count", visit.getValue().features()[0]);

  @Test
  public void inAnyOrderNoneCountsMoreThanItsDefinition(Cell cell) throws Exception {
    Map<String, Double> counts = counts(run(cell.job().varying()));
    for (int number = 0; number < VISITS.size(); number++) {
      assertThat(
          Visits.id(number),
          counts.get(Visits.id(number)),
          is(
              allOf(
                  greaterThanOrEqualTo(1.0),
                  lessThanOrEqualTo((double) VISITS.inTheHour(number)))));
    }
  }

  @Test
  @Needs(Capability.KEY_ORDER)
  @Dimensions(shuffled = false)
  public void inTheOrderOfArrivalEachCountsWhatHadArrived(Cell cell) throws Exception {
    Map<String, Double> counts = counts(run(cell.job()));
    for (int number = 0; number < VISITS.size(); number++) {
      assertThat(
          Visits.id(number),
          counts.get(Visits.id(number)),
          is((double) VISITS.arrivedInTheHour(number)));
    }
  }

  private static Outputs run(Job job) throws Exception {
    return job.source("visits", VISITS.script())
        .sink("counts", COUNTS)
        .balanced("visits", "counts")
        .lateOutput()
        .run(
            (pipeline, ends) -> {
              PCollection<KV<String, Observation>> visits =
                  pipeline.apply("visits", ends.source("visits"));
              visits
                  .apply(
                      "features", ComputeFeatures.of(Visits.FEATURES).arrival(Arrival.ON_ARRIVAL))
                  .apply("counts", ends.sink("counts"));
            });
  }

  /** The count of each visit, which must be at its own time. */
  private static Map<String, Double> counts(Outputs outputs) {
    Map<String, Long> times = new HashMap<>();
    for (int number = 0; number < VISITS.size(); number++) {
      times.put(Visits.id(number), VISITS.time(number));
    }
    Map<String, Double> counts = new HashMap<>();
    for (String line : outputs.lines("counts")) {
      String[] parts = line.split("\t", -1);
      String visit = parts[3].substring("visit=".length());
      assertThat(line, parts[1], is("at=" + times.get(visit)));
      counts.put(visit, Double.valueOf(parts[4].substring("count=".length())));
    }
    return counts;
  }
}
