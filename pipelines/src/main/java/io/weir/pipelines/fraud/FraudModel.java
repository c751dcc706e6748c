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
package io.weir.pipelines.fraud;

import io.weir.features.Observation;
import io.weir.inference.FeatureSelection;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelSource;
import io.weir.inference.Thresholds;
import io.weir.onnx.OnnxModelSource;
import io.weir.proto.fraud.v1.Decision;
import java.io.Serializable;

/** A model and the thresholds that turn its score into a decision. */
final class FraudModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The model that comes with the pipeline; see {@code pipelines/training} for how it is made. */
  private static final String DEFAULT_FOLDER = "classpath:/fraud/model";

  private final ModelSource source;
  private final Thresholds thresholds;
  private final FeatureSelection inputs;

  private FraudModel(ModelSource source, Thresholds thresholds) {
    this.source = source;
    this.thresholds = thresholds;
    this.inputs = FeatureSelection.of(source.description(), FraudFeatures.SET.names());
  }

  /**
   * The model of an option.
   *
   * @param model {@code default}, {@code rules}, or the folder of a manifest
   * @throws IllegalArgumentException when there is no such model, or it needs other features than
   *     the pipeline has: one line
   */
  static FraudModel named(String model) {
    if (model.equals("rules")) {
      return new FraudModel(new RuleModel.Source(), Thresholds.of(0.5, 0.9));
    }
    OnnxModelSource source = OnnxModelSource.of(model.equals("default") ? DEFAULT_FOLDER : model);
    Thresholds thresholds =
        source
            .manifest()
            .thresholds()
            .orElseThrow(
                () ->
                    new InvalidModelException(
                        "model " + model + ": thresholds is missing, must be {review, block}"));
    return new FraudModel(source, thresholds);
  }

  ModelSource source() {
    return source;
  }

  /** The model's inputs, in its order. */
  float[] row(Observation payment) {
    return inputs.row(payment::feature);
  }

  Decision decide(double score) {
    if (score >= thresholds.block()) {
      return Decision.BLOCK;
    }
    return score >= thresholds.review() ? Decision.REVIEW : Decision.PASS;
  }
}
