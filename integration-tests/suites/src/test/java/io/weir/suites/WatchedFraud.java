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
import io.weir.pipelines.Connections;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The fraud pipeline as the launcher runs it, for a test that acts between the simulated events on
 * what the launcher sees.
 */
final class WatchedFraud implements Application {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final FraudApplication fraud = new FraudApplication();
  private final Queue<ActionView> actions = new ConcurrentLinkedQueue<>();
  private final Plan plan;

  /** One that has a plan for the events that it simulates. */
  WatchedFraud(Plan plan) {
    this.plan = plan;
  }

  /** Whether an action of this kind is read in time. */
  boolean awaits(Predicate<ActionView> wanted, Duration patience) {
    long start = System.nanoTime();
    while (actions.stream().noneMatch(wanted)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
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
    try {
      List<SourceEvent> events = ListedEvents.of(fraud.simulate(settings));
      StagedEvents staged = new StagedEvents(events);
      plan.make(events, staged);
      return staged;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  public void build(Pipeline pipeline, WeirOptions options, Connections connections) {
    fraud.build(pipeline, options, connections);
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

  /** What is to happen between the events. */
  interface Plan {
    void make(List<SourceEvent> events, StagedEvents staged);
  }
}
