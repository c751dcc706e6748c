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
package io.weir.runner.spark;

import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.TestSparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** What the tests on Spark share. */
final class OnSpark {
  private OnSpark() {}

  /** A pipeline on two workers; the runner for tests, with which assertions count. */
  static Pipeline pipeline() {
    SparkPipelineOptions options = PipelineOptionsFactory.as(SparkPipelineOptions.class);
    options.setSparkMaster("local[2]");
    options.setRunner(TestSparkRunner.class);
    return Pipeline.create(options);
  }

  /** Observations at their event times, keyed by their terminals. */
  static PCollection<KV<String, Observation>> create(
      Pipeline pipeline, String name, List<Observation> observations) {
    List<TimestampedValue<KV<String, Observation>>> elements = new ArrayList<>();
    for (Observation observation : observations) {
      elements.add(
          TimestampedValue.of(
              KV.of(observation.entity(0), observation),
              Instant.ofEpochMilli(observation.eventTimeMillis())));
    }
    return pipeline.apply(
        name,
        Create.timestamped(elements)
            .withCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of())));
  }

  static String line(String key, String id, long timestamp, List<Double> features) {
    return String.join(" ", key, id, Long.toString(timestamp), features.toString());
  }

  /** Each answer as a line: key, id, element timestamp, vector. */
  static final class Lines extends DoFn<KV<String, Observation>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Observation> element,
        @Timestamp Instant timestamp,
        OutputReceiver<String> output) {
      List<Double> features = new ArrayList<>();
      for (double feature : element.getValue().features()) {
        features.add(feature);
      }
      output.output(
          line(element.getKey(), element.getValue().eventId(), timestamp.getMillis(), features));
    }
  }
}
