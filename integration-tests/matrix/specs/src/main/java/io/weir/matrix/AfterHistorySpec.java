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
import io.weir.features.ObservationCoder;
import io.weir.harness.Capability;
import io.weir.harness.Cell;
import io.weir.harness.Dimensions;
import io.weir.harness.Job;
import io.weir.harness.Needs;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.streams.ReadLog;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What follows a log of history is answered as if that had been, too, and nothing else is. */
@RunWith(RunnerMatrix.class)
@Covers({ComputeFeatures.class, ReadLog.class})
@Needs({Capability.STATE, Capability.EVENT_TIME_TIMERS, Capability.WATERMARKS})
public final class AfterHistorySpec {
  private static final PastVisits VISITS = new PastVisits();

  private static final Canonical<KV<String, Observation>> COUNTS =
      (visit, fields) ->
          fields
              .key(visit.getKey())
              .add("visit", visit.getValue().eventId())
              .add("count", visit.getValue().features()[0]);

  @Test
  public void inEventTimeEachCountsTheHistoryBeforeIt(Cell cell) throws Exception {
    check(run(cell.job(), Arrival.EVENT_TIME));
  }

  @Test
  @Needs(Capability.KEY_ORDER)
  @Dimensions(shuffled = false)
  public void onArrivalEachWaitsForTheHistoryAndCountsIt(Cell cell) throws Exception {
    check(run(cell.job(), Arrival.ON_ARRIVAL));
  }

  private static void check(Outputs outputs) {
    Map<String, String> expected = new TreeMap<>();
    for (int number = VISITS.first(); number < VISITS.size(); number++) {
      expected.put(
          PastVisits.id(number),
          "at=" + PastVisits.time(number) + " count=" + (double) VISITS.inTheHour(number));
    }
    Map<String, String> found = new TreeMap<>();
    for (String line : outputs.lines("counts")) {
      String[] parts = line.split("\t", -1);
      found.put(parts[3].substring("visit=".length()), parts[1] + " " + parts[4]);
    }
    assertThat(found, is(expected));
    assertThat(outputs.size("counts"), is(expected.size()));
  }

  private static Outputs run(Job job, Arrival arrival) throws Exception {
    return job.source("visits", VISITS.script())
        .sink("counts", COUNTS)
        .balanced("visits", "counts")
        .dropped(VISITS.repeated())
        .run(
            (pipeline, ends) -> {
              PCollection<KV<String, Observation>> visits =
                  pipeline.apply("visits", ends.source("visits"));
              ReadLog log = ReadLog.of(VISITS);
              PCollection<KV<String, Observation>> history =
                  pipeline
                      .apply("log", arrival == Arrival.ON_ARRIVAL ? log.holdingWatermark() : log)
                      .apply("history", ParDo.of(new PastVisits.ToHistory()))
                      .setCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of()));
              PCollectionList.of(visits)
                  .and(history)
                  .apply("visits-with-history", Flatten.pCollections())
                  .apply(
                      "features",
                      ComputeFeatures.of(Visits.FEATURES).arrival(arrival).afterHistory())
                  .apply("counts", ends.sink("counts"));
            });
  }
}
