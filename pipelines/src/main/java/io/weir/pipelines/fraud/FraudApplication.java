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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.features.FeatureSet;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.Application;
import io.weir.pipelines.Connections;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/** The fraud pipeline, as a launcher sees it. */
public final class FraudApplication implements Application {

  private final TopicManifest topics =
      TopicManifest.fromResource(FraudApplication.class, "/fraud/topics.json");
  private final FeatureSet features;

  /** The pipeline with the features of {@link FraudFeatures#SET}; used by {@code ServiceLoader}. */
  public FraudApplication() {
    this(FraudFeatures.SET);
  }

  private FraudApplication(FeatureSet features) {
    this.features = features;
  }

  /**
   * Like this one but with more features, which its actions then hold and its models may take. It
   * goes on with the state of one that runs, as {@link FeatureSet#nextVersion} says.
   *
   * @param more the columns and features of {@link FraudFeatures#SET} at their places, and others
   *     behind them; as many entities
   * @throws IllegalArgumentException if they are not
   */
  public FraudApplication features(FeatureSet more) {
    List<String> known = FraudFeatures.SET.names();
    if (more.size() < known.size()
        || !more.names().subList(0, known.size()).equals(known)
        || !more.columns().equals(FraudFeatures.SET.columns())
        || more.entities().size() != FraudFeatures.SET.entities().size()) {
      throw new IllegalArgumentException(
          String.format(
              "features is %s %s over %s of %s; it must begin with %s over %s of %d entities",
              more.name(),
              more.names(),
              more.columns(),
              more.entities(),
              known,
              FraudFeatures.SET.columns(),
              FraudFeatures.SET.entities().size()));
    }
    return new FraudApplication(more);
  }

  @Override
  public String name() {
    return "fraud";
  }

  @Override
  public String description() {
    return "scores card payments while they happen: pass, review or block";
  }

  @Override
  public Class<? extends WeirOptions> optionsType() {
    return FraudOptions.class;
  }

  @Override
  public TopicManifest topics() {
    return topics;
  }

  @Override
  public void build(Pipeline pipeline, WeirOptions options, Connections connections) {
    FraudPipeline.build(pipeline, features, options, topics, connections);
  }

  @Override
  public List<String> remoteModels() {
    return List.of(FraudModels.HEAVY_FOLDER);
  }

  @Override
  public EventSource simulate(SimulationSettings settings) {
    return FraudSources.simulate(settings);
  }

  @Override
  public EventSource replay(Path file, long events) {
    return FraudSources.replay(file, events);
  }

  @Override
  public EventSource history(String file) {
    return FraudSources.history(file);
  }

  @Override
  public ActionView action(byte[] value) {
    return FraudAction.parse(value);
  }

  @Override
  public @Nullable String eventId(String topic, byte[] value) {
    try {
      String eventId = Transaction.parseFrom(value).getEventId();
      return eventId.isEmpty() ? null : eventId;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }
}
