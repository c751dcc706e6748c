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

import io.weir.pipelines.ActionView;
import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/** The fraud pipeline as the launcher runs it, for a test that acts on what the launcher sees. */
final class WatchedFraud implements Application {
  private final FraudApplication fraud = new FraudApplication();
  private final Queue<ActionView> actions = new ConcurrentLinkedQueue<>();
  private final UnaryOperator<EventSource> between;

  /**
   * One whose simulated events come by.
   *
   * @param between makes the source that the launcher gets
   */
  WatchedFraud(UnaryOperator<EventSource> between) {
    this.between = between;
  }

  /** What the launcher has read of the actions topic until now; grows meanwhile. */
  Queue<ActionView> actions() {
    return actions;
  }

  @Override
  public ActionView action(byte[] value) {
    ActionView action = fraud.action(value);
    actions.add(action);
    return action;
  }

  @Override
  public EventSource simulate(SimulationSettings settings) {
    return between.apply(fraud.simulate(settings));
  }

  @Override
  public String name() {
    return fraud.name();
  }

  @Override
  public String description() {
    return fraud.description();
  }

  @Override
  public Class<? extends WeirOptions> optionsType() {
    return fraud.optionsType();
  }

  @Override
  public TopicManifest topics() {
    return fraud.topics();
  }

  @Override
  public void build(Pipeline pipeline, WeirOptions options) {
    fraud.build(pipeline, options);
  }

  @Override
  public List<String> remoteModels() {
    return fraud.remoteModels();
  }

  @Override
  public EventSource replay(Path file, long events) {
    return fraud.replay(file, events);
  }

  @Override
  public @Nullable String eventId(String topic, byte[] value) {
    return fraud.eventId(topic, value);
  }
}
