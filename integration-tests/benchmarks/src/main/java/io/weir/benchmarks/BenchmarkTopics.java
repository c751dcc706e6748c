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

package io.weir.benchmarks;

import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.fraud.FraudApplication;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The topics of the benchmark: inputs that are filled once, outputs that are new for each run. */
final class BenchmarkTopics {
  static final String PREFIX = "";
  private static final Duration FEED_PATIENCE = Duration.ofMinutes(10);
  private static final Duration TOPIC_PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 50;

  private final FraudApplication application = new FraudApplication();
  private final String bootstrapServers;

  BenchmarkTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Creates all topics and writes the simulation, control records and the end of time included. */
  void fill(SimulationSettings settings) throws InterruptedException {
    TopicManifest manifest = application.topics();
    TopicCreator.on(bootstrapServers).create(manifest, PREFIX);
    EventSource source = application.simulate(settings);
    try (Feeder feeder = Feeder.of(source, manifest).to(bootstrapServers, PREFIX).start()) {
      if (!feeder.awaitEnd(FEED_PATIENCE)) {
        throw new IllegalStateException(
            "the input topics could not be filled in " + FEED_PATIENCE, feeder.failure());
      }
    }
  }

  /** Deletes what the last run wrote, so that the next one writes to new topics. */
  void renewOutputs() throws Exception {
    List<String> outputs = List.of(name(Topic.Role.ACTIONS), name(Topic.Role.DEAD_LETTERS));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.deleteTopics(outputs).all().get(TOPIC_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      long deadline = System.nanoTime() + TOPIC_PATIENCE.toNanos();
      while (!Collections.disjoint(
          admin.listTopics().names().get(TOPIC_PATIENCE.toSeconds(), TimeUnit.SECONDS), outputs)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(outputs + " are not deleted after " + TOPIC_PATIENCE);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    TopicCreator.on(bootstrapServers).create(application.topics(), PREFIX);
  }

  /** Reads what the last run answered. */
  ActionLog answers() {
    return ActionLog.read(
        bootstrapServers, name(Topic.Role.ACTIONS), action -> application.action(action).eventId());
  }

  private String name(Topic.Role role) {
    return PREFIX + application.topics().only(role).name();
  }
}
