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
import io.weir.inference.Band;
import io.weir.inference.FollowedModel;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import io.weir.inference.ModelSource;
import io.weir.inference.RoutedModel;
import io.weir.inference.Router;
import io.weir.inference.RouterFile;
import io.weir.inference.Routing;
import io.weir.inference.ShareSource;
import io.weir.inference.Thresholds;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.Durations;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.RouterOptions;
import io.weir.pipelines.TopicAnnouncements;
import io.weir.pipelines.WeirOptions;
import io.weir.triton.TritonModelSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that the options choose, each with its thresholds. */
final class FraudModels {
  /** Served by Triton; see {@code pipelines/training} for how both are made. */
  static final String HEAVY_FOLDER = "classpath:/fraud/heavy";

  private static final String LIGHT_FOLDER = "classpath:/fraud/model";
  private static final String LIGHT = "light";
  private static final String HEAVY = "heavy";
  private static final String ROUTERS =
      "light, heavy, cascade, canary, shadow, or a file that ends with .yaml, .yml or .json";

  /**
   * Where the default light model is not sure: a tenth of the simulator's events, as {@code
   * pipelines/training/cascade.py} found.
   */
  private static final Band USUAL_BAND = Band.of(0.003, 0.5);

  private static final Duration SHARE_EVERY = Duration.ofSeconds(5);
  private static final Pattern FILE = Pattern.compile(".+\\.(yaml|yml|json)");
  private static final Pattern BAND = Pattern.compile("(.+)\\.\\.(.+)");

  private FraudModels() {}

  /**
   * The scoring of a run.
   *
   * @param features what the models may take
   * @param model {@code default}, {@code rules}, or the folder of a manifest: the light model
   * @throws IllegalArgumentException when a setting cannot work, or a model needs other features
   *     than the pipeline has: one line
   */
  static FraudScoring of(FeatureSet features, String model, RouterOptions options) {
    FraudScoring.Builder scoring = new FraudScoring.Builder(features);
    WeirOptions weir = options.as(WeirOptions.class);
    if (weir.getModelRefresh().isEmpty() && !weir.getModelTopic().isEmpty()) {
      throw new InvalidSettingException(
          "modelTopic is "
              + weir.getModelTopic()
              + " and modelRefresh is not given, must be given");
    }
    ModelSource light =
        weir.getModelRefresh().isEmpty() ? light(model, scoring) : followed(model, weir, scoring);
    RoutedModel.Builder lightModel = RoutedModel.named(LIGHT, light);
    Router router = router(options);
    if (router.models().equals(Set.of(LIGHT))) {
      return scoring.build(Routing.of(router, lightModel.build()));
    }
    return scoring.build(both(router, lightModel, options, scoring));
  }

  private static Router router(RouterOptions options) {
    String router = options.getRouter();
    switch (router) {
      case LIGHT:
      case HEAVY:
        return Router.always(router);
      case "cascade":
        Band band = options.getBand().isEmpty() ? USUAL_BAND : band(options.getBand());
        return Router.cascade(LIGHT, band, Router.always(HEAVY));
      case "canary":
        return Router.canary(
            HEAVY, share(options.getCanaryShare()), Router.always(HEAVY), Router.always(LIGHT));
      case "shadow":
        return Router.shadow(HEAVY, Router.always(LIGHT));
      default:
        if (FILE.matcher(router).matches()) {
          return fromFile(router);
        }
        throw new InvalidSettingException("router is " + router + ", must be " + ROUTERS);
    }
  }

  private static ShareSource share(String text) {
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return ShareSource.fromFile(text, SHARE_EVERY);
    }
    return ShareSource.fixed(share);
  }

  private static Router fromFile(String file) {
    Router router = RouterFile.read(file);
    for (String model : router.models()) {
      if (!model.equals(LIGHT) && !model.equals(HEAVY)) {
        throw new InvalidSettingException(
            file + ": router asks the model " + model + ", must be light or heavy");
      }
    }
    return router;
  }

  private static Routing both(
      Router router,
      RoutedModel.Builder light,
      RouterOptions options,
      FraudScoring.Builder scoring) {
    HeavySettings settings = new HeavySettings(options);
    RoutedModel heavy = settings.of(HEAVY, heavy(options, scoring), LIGHT);
    List<RoutedModel> models = new ArrayList<>();
    if (router.models().contains(LIGHT) || settings.fallsBack()) {
      models.add(light.build());
    }
    models.add(heavy);
    return Routing.of(router, models.toArray(new RoutedModel[0]));
  }

  private static ModelSource light(String model, FraudScoring.Builder scoring) {
    if (model.equals("rules")) {
      ModelSource rules = new RuleModel.Source();
      scoring.add(rules.description(), Thresholds.of(0.5, 0.9));
      return rules;
    }
    OnnxModelSource source = OnnxModelSource.of(model.equals("default") ? LIGHT_FOLDER : model);
    scoring.add(source.description(), thresholds(model, source.manifest()));
    return source;
  }

  /** The light model of a folder that may change; each version has its manifest's thresholds. */
  private static ModelSource followed(
      String model, WeirOptions options, FraudScoring.Builder scoring) {
    String refresh = options.getModelRefresh();
    if (model.equals("rules") || model.equals("default")) {
      throw new InvalidSettingException(
          "modelRefresh is " + refresh + " and model is " + model + ", must be a folder");
    }
    FollowedModel folder =
        FollowedModel.in(model, OnnxModelSource::of)
            .every(Durations.positive("modelRefresh", refresh));
    String topic = options.getModelTopic();
    FollowedModel source =
        topic.isEmpty()
            ? folder
            : folder.announcedBy(
                TopicAnnouncements.of(
                    options.getBootstrapServers(),
                    KafkaSettings.of(options),
                    topic,
                    folder.manifest().name()));
    Thresholds launched = thresholds(model, source.manifest());
    scoring.add(
        source.description(), version -> source.manifest(version).thresholds().orElse(launched));
    return source;
  }

  private static ModelSource heavy(RouterOptions options, FraudScoring.Builder scoring) {
    if (options.getTriton().isEmpty()) {
      throw new InvalidSettingException(
          "router is "
              + options.getRouter()
              + " and triton is not given, must be auto or HOST:PORT[,HOST:PORT]");
    }
    ModelManifest manifest = ModelFolder.at(HEAVY_FOLDER).readManifest();
    String[] endpoints = options.getTriton().split(",", -1);
    TritonModelSource source =
        TritonModelSource.at(endpoints[0], Arrays.copyOfRange(endpoints, 1, endpoints.length))
            .like(manifest)
            .build();
    scoring.add(source.description(), thresholds(HEAVY_FOLDER, manifest));
    return source;
  }

  private static Thresholds thresholds(String model, ModelManifest manifest) {
    return manifest
        .thresholds()
        .orElseThrow(
            () ->
                new InvalidModelException(
                    "model " + model + ": thresholds is missing, must be {review, block}"));
  }

  private static Band band(String text) {
    Matcher matcher = BAND.matcher(text);
    try {
      if (matcher.matches()) {
        return Band.of(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("band is " + text + ", must be LOW..HIGH", e);
    }
    throw new InvalidSettingException("band is " + text + ", must be LOW..HIGH");
  }
}
