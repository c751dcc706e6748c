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
package example;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.weir.harness.Capability;
import io.weir.harness.Cell;
import io.weir.harness.Dimensions;
import io.weir.harness.Needs;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.fault.Fault;
import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(RunnerMatrix.class)
@Dimensions(bundleSizes = {1, 100}, bundleMillis = 10, faults = Fault.AFTER_CHECKPOINT)
public final class HottestReadingsSpec {
  private static final Script<KV<String, Integer>> READINGS =
      Script.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
          .at(1_000, KV.of("roof", 43))
          .at(9_000, KV.of("cellar", 15))
          .at(2_000, KV.of("roof", 40)) // out of order
          .watermark(60_000)
          .at(61_000, KV.of("roof", 44))
          .split() // another partition, with its own watermark
          .at(5_000, KV.of("roof", 48))
          .build();

  private static final Canonical<KV<String, Integer>> DEGREES =
      (reading, fields) -> fields.key(reading.getKey()).add("degrees", reading.getValue());

  @Test
  @Needs(Capability.WATERMARKS)
  public void theHottestOfEachMinuteIsFound(Cell cell) throws Exception {
    Outputs outputs =
        cell.job()
            .source("readings", READINGS)
            .sink("calibrated", DEGREES)
            .sink("hottest", DEGREES)
            .balanced("readings", "calibrated")
            .run(
                (pipeline, ends) ->
                    HottestReadings.build(
                        pipeline,
                        ends.source("readings"),
                        ends.sink("calibrated"),
                        ends.sink("hottest")));

    assertThat(
        outputs.lines("hottest"),
        contains(
            "cellar\tat=59999\twindow=0..60000\tdegrees=12",
            "roof\tat=119999\twindow=60000..120000\tdegrees=41",
            "roof\tat=59999\twindow=0..60000\tdegrees=45"));
  }
}
