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

import io.weir.features.ComputeFeatures;
import io.weir.features.Observation;
import io.weir.inference.AcrossBundles;
import io.weir.inference.FeatureSelection;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.fraud.FraudFeatures;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Test;

/** Features, then scores of the default model, in Spark's batch mode. */
public class ScoresOnSparkTest {
  private static final int COUNT = 60;
  private static final OnnxModelSource MODEL = OnnxModelSource.of("classpath:/fraud/model");

  private final Pipeline pipeline = OnSpark.pipeline();

  private static Score<KV<String, Observation>> score() {
    FeatureSelection selection =
        FeatureSelection.of(MODEL.description(), FraudFeatures.SET.names());
    SerializableFunction<KV<String, Observation>, float[]> rows =
        payment -> selection.row(payment.getValue()::feature);
    return Score.<KV<String, Observation>>with(MODEL).rows(rows);
  }

  private Score.Result<KV<String, Observation>> scored(Score<KV<String, Observation>> score) {
    Payments payments = Payments.random(11, COUNT);
    return OnSpark.create(pipeline, "payments", payments.events())
        .apply("features", ComputeFeatures.of(FraudFeatures.SET))
        .apply("score", score);
  }

  private void everyPaymentIsScoredOnce(Score.Result<KV<String, Observation>> scored) {
    PCollection<String> versions =
        scored
            .predictions()
            .apply(
                "version",
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        (KV<KV<String, Observation>, Prediction> each) ->
                            each.getValue().version()));
    PCollection<String> counts =
        versions
            .apply("count", Count.perElement())
            .apply("show", MapElements.into(TypeDescriptors.strings()).via(KV::toString));
    PAssert.that(counts)
        .containsInAnyOrder(KV.of(MODEL.description().version(), (long) COUNT).toString());
    PAssert.that(scored.failures()).empty();
  }

  @Test
  public void everyPaymentIsScoredInItsBundle() {
    everyPaymentIsScoredOnce(scored(score()));
    pipeline.run();
  }

  @Test
  public void everyPaymentIsScoredAcrossBundles() {
    everyPaymentIsScoredOnce(
        scored(
            score().acrossBundles(AcrossBundles.builder().maxWait(Duration.ofSeconds(1)).build())));
    pipeline.run();
  }
}
