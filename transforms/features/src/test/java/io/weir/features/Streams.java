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

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Scripted streams of observations and views of what comes out. */
final class Streams {
  private Streams() {}

  static TestStream.Builder<KV<String, Observation>> stream() {
    return TestStream.create(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of()));
  }

  /** An element at its event time, keyed by its terminal. */
  static TimestampedValue<KV<String, Observation>> at(Observation observation) {
    return TimestampedValue.of(
        KV.of(observation.entity(0), observation),
        Instant.ofEpochMilli(observation.eventTimeMillis()));
  }

  /** All of them in the given order, the watermark following the largest time at a distance. */
  static TestStream<KV<String, Observation>> replay(
      List<Observation> observations, Duration outOfOrderness) {
    TestStream.Builder<KV<String, Observation>> stream = stream();
    long largest = Long.MIN_VALUE;
    for (Observation observation : observations) {
      stream = stream.addElements(at(observation));
      if (observation.eventTimeMillis() > largest) {
        largest = observation.eventTimeMillis();
        stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(largest).minus(outOfOrderness));
      }
    }
    return stream.advanceWatermarkToInfinity();
  }

  static long counted(PipelineResult result, String counter) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ComputeFeatures.class, counter))
            .build();
    long sum = 0;
    for (MetricResult<Long> metric : result.metrics().queryMetrics(filter).getCounters()) {
      sum += metric.getAttempted();
    }
    return sum;
  }

  /** Each answer as a line: key, id, element timestamp, vector. */
  static final class Lines extends DoFn<KV<String, Observation>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<String, Observation> element,
        @Timestamp Instant timestamp,
        OutputReceiver<String> output) {
      output.output(line(element.getKey(), timestamp.getMillis(), element.getValue()));
    }
  }

  static String line(String key, long timestamp, Observation answer) {
    List<String> vector = new ArrayList<>();
    for (double feature : answer.features()) {
      vector.add(Double.toString(feature));
    }
    return String.join(" ", key, answer.eventId(), Long.toString(timestamp), vector.toString());
  }
}
