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

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Max;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.ValueInSingleWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Readings of sensors are calibrated, a bundle at a time, and the hottest of each minute is found. */
final class HottestReadings {
  private HottestReadings() {}

  static void build(
      Pipeline pipeline,
      PTransform<PBegin, PCollection<KV<String, Integer>>> readings,
      PTransform<PCollection<KV<String, Integer>>, PDone> calibrated,
      PTransform<PCollection<KV<String, Integer>>, PDone> hottest) {
    PCollection<KV<String, Integer>> exact =
        pipeline
            .apply("readings", readings)
            .apply("minutes", Window.into(FixedWindows.of(Duration.standardMinutes(1))))
            .apply("calibrate", ParDo.of(new CalibrateFn()));
    exact.apply("write calibrated", calibrated);
    exact.apply("hottest", Max.integersPerKey()).apply("write hottest", hottest);
  }

  static final class CalibrateFn extends DoFn<KV<String, Integer>, KV<String, Integer>> {
    private transient List<ValueInSingleWindow<KV<String, Integer>>> waiting;

    @StartBundle
    public void startBundle() {
      waiting = new ArrayList<>();
    }

    @ProcessElement
    public void process(
        @Element KV<String, Integer> reading, @Timestamp Instant time, BoundedWindow window) {
      KV<String, Integer> exact = KV.of(reading.getKey(), reading.getValue() - 3);
      waiting.add(ValueInSingleWindow.of(exact, time, window, PaneInfo.NO_FIRING));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      waiting.forEach(
          exact -> context.output(exact.getValue(), exact.getTimestamp(), exact.getWindow()));
    }
  }
}
