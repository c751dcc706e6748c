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

import static java.util.stream.Collectors.toList;

import io.weir.features.Arrival;
import io.weir.features.ComputeFeatures;
import io.weir.features.Observation;
import io.weir.pipelines.fraud.FraudFeatures;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;

/** The features of the fraud pipeline in Spark's batch mode, by their definition. */
public class FeaturesOnSparkTest {
  private static final int COUNT = 150;

  private final Payments payments = Payments.random(7, COUNT);
  private final Pipeline pipeline = OnSpark.pipeline();

  private List<String> expected() {
    Handbook handbook = new Handbook(payments);
    return payments.events().stream()
        .map(
            payment ->
                OnSpark.line(
                    payment.entity(1),
                    payment.eventId(),
                    payment.eventTimeMillis(),
                    handbook.features(payment)))
        .collect(toList());
  }

  @Test
  public void inEventTimeTheyEqualTheirDefinition() {
    List<Observation> all = new ArrayList<>(payments.labels());
    all.addAll(payments.events());
    PCollection<String> lines =
        OnSpark.create(pipeline, "observations", all)
            .apply("features", ComputeFeatures.of(FraudFeatures.SET))
            .apply("lines", ParDo.of(new OnSpark.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected());
    pipeline.run();
  }

  @Test
  public void labelsOfTheirOwnAndRepeatsChangeNothing() {
    List<Observation> twice = new ArrayList<>(payments.events());
    twice.addAll(payments.events());
    PCollection<KV<String, Observation>> labels =
        OnSpark.create(pipeline, "labels", payments.labels());
    PCollection<String> lines =
        OnSpark.create(pipeline, "payments", twice)
            .apply("features", ComputeFeatures.of(FraudFeatures.SET).labels(labels))
            .apply("lines", ParDo.of(new OnSpark.Lines()));
    PAssert.that(lines).containsInAnyOrder(expected());
    pipeline.run();
  }

  @Test
  public void onArrivalEveryPaymentIsAnsweredOnce() {
    PCollection<KV<String, Observation>> answers =
        OnSpark.create(pipeline, "payments", payments.events())
            .apply("features", ComputeFeatures.of(FraudFeatures.SET).arrival(Arrival.ON_ARRIVAL));
    PAssert.thatSingleton(answers.apply("count", Count.globally())).isEqualTo((long) COUNT);
    pipeline.run();
  }
}
