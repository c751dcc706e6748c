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

import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.inference.FeatureSelection;
import io.weir.inference.ModelDescription;
import io.weir.inference.Prediction;
import io.weir.inference.Routing;
import io.weir.inference.Thresholds;
import io.weir.pipelines.InvalidSettingException;
import io.weir.proto.fraud.v1.Decision;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** How payments are scored, and what a score means: each model has thresholds of its own. */
final class FraudScoring implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Routing routing;
  private final FeatureSelection inputs;
  private final int size;
  private final LinkedHashMap<String, SerializableFunction<String, Thresholds>> thresholds;

  private FraudScoring(Routing routing, Builder builder) {
    this.routing = routing;
    this.inputs = builder.inputs();
    this.size = builder.features.size();
    this.thresholds = builder.thresholds;
  }

  Routing routing() {
    return routing;
  }

  /** The models' inputs, in their order. */
  float[] row(Observation payment) {
    double[] features = payment.features(size);
    return inputs.row(index -> features[index]);
  }

  /** By the thresholds of the model and version that answered; a default score passes. */
  Decision decide(Prediction prediction) {
    SerializableFunction<String, Thresholds> versions = thresholds.get(prediction.model());
    if (versions == null) {
      return Decision.PASS;
    }
    Thresholds known = versions.apply(prediction.version());
    if (prediction.score() >= known.block()) {
      return Decision.BLOCK;
    }
    return prediction.score() >= known.review() ? Decision.REVIEW : Decision.PASS;
  }

  /** Collects the models. */
  static final class Builder {
    private final LinkedHashMap<String, SerializableFunction<String, Thresholds>> thresholds =
        new LinkedHashMap<>();
    private final Map<String, ModelDescription> models = new LinkedHashMap<>();
    private final FeatureSet features;

    /** Collects models that take some of these features. */
    Builder(FeatureSet features) {
      this.features = features;
    }

    void add(ModelDescription model, Thresholds chosen) {
      add(model, version -> chosen);
    }

    /** A model whose versions have thresholds of their own. */
    void add(ModelDescription model, SerializableFunction<String, Thresholds> chosen) {
      for (ModelDescription other : models.values()) {
        if (other.name().equals(model.name()) || !other.features().equals(model.features())) {
          throw new InvalidSettingException(
              "model is "
                  + other
                  + " beside "
                  + model
                  + ", must have another name and the same features in the same order");
        }
      }
      models.put(model.name(), model);
      thresholds.put(model.name(), chosen);
    }

    FraudScoring build(Routing routing) {
      return new FraudScoring(routing, this);
    }

    /** A routing's models have the same inputs. */
    private FeatureSelection inputs() {
      return FeatureSelection.of(models.values().iterator().next(), features.names());
    }
  }
}
