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

import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Simulated payments that are written to topics of their own until they are told to end. */
final class LiveStream implements AutoCloseable {
  /** More than there is time for. */
  private static final long ENDLESS = 19_000_000;

  private static final Application FRAUD = new FraudApplication();

  private final String bootstrapServers;
  private final String prefix;
  private final long seed;
  private final int cards;
  private final OpenEndedEvents events;
  private final Feeder feeder;

  private LiveStream(
      String bootstrapServers,
      String prefix,
      long seed,
      int cards,
      long limit,
      double eventsPerSecond) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    this.seed = seed;
    this.cards = cards;
    this.events = events(seed, cards, limit);
    TopicCreator.on(bootstrapServers).create(FRAUD.topics(), prefix);
    this.feeder =
        Feeder.of(events, FRAUD.topics())
            .to(bootstrapServers, prefix)
            .rate(eventsPerSecond)
            .start();
  }

  /**
   * Begins.
   *
   * @param prefix stands before every topic's name
   * @param cards how many pay; each does so twice a day of its own time
   */
  static LiveStream start(
      String bootstrapServers, String prefix, long seed, int cards, double eventsPerSecond) {
    return new LiveStream(bootstrapServers, prefix, seed, cards, Long.MAX_VALUE, eventsPerSecond);
  }

  /** The same payments as were written here, all at once, to other topics; it ends by itself. */
  LiveStream again(String otherPrefix) {
    return new LiveStream(bootstrapServers, otherPrefix, seed, cards, events.given(), 0);
  }

  /** Ends, with the records that say so; returns when they are written. */
  void end() throws InterruptedException {
    events.end();
    awaitEnd();
  }

  /** Returns when the last is written. */
  void awaitEnd() throws InterruptedException {
    FraudRun.checkEnded(feeder);
  }

  /** How many payments were written. */
  int payments() {
    return Math.toIntExact(events.primary());
  }

  /** A job over its topics. */
  ClusterJob job() {
    return ClusterJob.over(bootstrapServers, prefix);
  }

  /** What was answered so far. */
  ActionAudit audit() {
    return ActionAudit.of(bootstrapServers, prefix + "actions", payments());
  }

  /** What must be answered to what was written; once it has ended. */
  ExpectedActions expected() throws Exception {
    return ExpectedActions.to(written(), payments());
  }

  /** What was written, once more. */
  EventSource written() {
    return events(seed, cards, events.given());
  }

  private static OpenEndedEvents events(long seed, int cards, long limit) {
    return OpenEndedEvents.of(
        FraudSources.simulate(SimulationSettings.of(seed, ENDLESS), cards), limit);
  }

  /** Shows what was answered so far. */
  void forEachAction(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    TopicContent.forEach(bootstrapServers, prefix + "actions", reader);
  }

  @Override
  public void close() {
    feeder.close();
  }
}
