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
package io.weir.suites;

import io.weir.features.Arrival;
import io.weir.features.ComputeFeatures;
import io.weir.features.Feature;
import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.inference.FeatureSelection;
import io.weir.inference.ModelSource;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import java.time.Duration;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** The README's example: the library in a pipeline of one's own. */
final class LoginScoring {

  private LoginScoring() {}

  // README: begin
  static final FeatureSet LOGINS =
      FeatureSet.named("logins")
          .column("BYTES")
          .entity("user")
          .feature(Feature.hours("AT_NIGHT", 0, 6))
          .feature(Feature.count("LOGINS_1H").per("user").over(Duration.ofHours(1)))
          .feature(Feature.mean("BYTES_7D", "BYTES", 1).per("user").over(Duration.ofDays(7)))
          .build();

  static PCollection<KV<KV<String, Observation>, Prediction>> score(
      PCollection<KV<String, Observation>> logins, ModelSource model) {
    FeatureSelection inputs = FeatureSelection.of(model.description(), LOGINS.names());
    return logins
        .apply("features", ComputeFeatures.of(LOGINS).arrival(Arrival.EVENT_TIME))
        .apply(
            "score",
            Score.<KV<String, Observation>>with(model)
                .rows(login -> inputs.row(login.getValue()::feature)))
        .predictions();
  }
  // README: end
}
