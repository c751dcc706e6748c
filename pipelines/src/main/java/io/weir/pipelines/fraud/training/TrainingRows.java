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
package io.weir.pipelines.fraud.training;

import io.weir.features.Arrival;
import io.weir.features.ComputeFeatures;
import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.pipelines.fraud.FraudFeatures;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes simulated transactions with their features and the truth: columns {@code TRANSACTION_ID}
 * (rank in time, from 1), {@code TX_TIME_MS} (milliseconds since the epoch), those of {@link
 * FraudFeatures#SET}, {@code TX_FRAUD} (0 or 1). The rows are in no order; which rows there are
 * depends on the options alone.
 *
 * <pre>{@code
 * java -cp … io.weir.pipelines.fraud.training.TrainingRows --output=rows.csv
 * }</pre>
 */
public final class TrainingRows {

  private TrainingRows() {}

  /** Runs with {@link TrainingOptions} until all rows are written. */
  public static void main(String[] arguments) {
    TrainingOptions options =
        PipelineOptionsFactory.fromArgs(arguments).withValidation().as(TrainingOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    rows(pipeline, new SimulateFn(options.getSeed(), options.getTransactions(), options.getCards()))
        .apply(
            "write", TextIO.write().to(options.getOutput()).withoutSharding().withHeader(header()));
    pipeline.run().waitUntilFinish();
  }

  /** The rows of a simulation, as lines. */
  static PCollection<String> rows(Pipeline pipeline, SimulateFn simulate) {
    return pipeline
        .apply("begin", Impulse.create())
        .apply("simulate", ParDo.of(simulate))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of()))
        .apply("features", ComputeFeatures.of(FraudFeatures.SET).arrival(Arrival.EVENT_TIME))
        .apply(
            "line",
            MapElements.into(TypeDescriptors.strings())
                .via((KV<String, Observation> answered) -> line(answered.getValue())));
  }

  static String header() {
    return "TRANSACTION_ID,TX_TIME_MS," + String.join(",", FraudFeatures.SET.names()) + ",TX_FRAUD";
  }

  private static String line(Observation transaction) {
    StringBuilder line = new StringBuilder(200);
    line.append(transaction.sequence()).append(',').append(transaction.eventTimeMillis());
    for (double feature : transaction.features()) {
      line.append(',').append(feature);
    }
    return line.append(SimulateFn.isFraud(transaction) ? ",1" : ",0").toString();
  }
}
