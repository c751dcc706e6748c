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

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.inference.ModelManifest;
import io.weir.inference.ModelSource;
import io.weir.onnx.OnnxModelSource;
import io.weir.proto.fraud.v1.Decision;
import java.io.Serializable;

/** A model and the thresholds that turn its score into a decision. */
final class FraudModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The model that comes with the pipeline; see {@code pipelines/training} for how it is made. */
  private static final String DEFAULT_FOLDER = "classpath:/fraud/model";

  private final ModelSource source;
  private final double reviewThreshold;
  private final double blockThreshold;

  private FraudModel(ModelSource source, double reviewThreshold, double blockThreshold) {
    checkArgument(
        reviewThreshold <= blockThreshold,
        "the review threshold is %s, must not be above the block threshold %s",
        reviewThreshold,
        blockThreshold);
    this.source = source;
    this.reviewThreshold = reviewThreshold;
    this.blockThreshold = blockThreshold;
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
      return new FraudModel(new RuleModel.Source(), 0.5, 0.9);
    }
    OnnxModelSource source =
        OnnxModelSource.of(model.equals("default") ? DEFAULT_FOLDER : model);
    ModelManifest manifest = source.manifest();
    manifest.checkFeatures(FraudFeatures.SET.names());
    return new FraudModel(source, manifest.threshold("review"), manifest.threshold("block"));
  }

  ModelSource source() {
    return source;
  }

  Decision decide(double score) {
    if (score >= blockThreshold) {
      return Decision.BLOCK;
    }
    return score >= reviewThreshold ? Decision.REVIEW : Decision.PASS;
  }
}
