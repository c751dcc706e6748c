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

import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.weir.features.Arrival;
import io.weir.harness.process.Waiting;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * A job commits under its name how far it has come, and another one of that name without a
 * checkpoint begins at the start all the same.
 */
public class ConsumerGroupTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int EVENTS = 500;

  private static EmbeddedKafka kafka;
  private static List<SourceEvent> events;

  @BeforeClass
  public static void startKafka() throws Exception {
    kafka = EmbeddedKafka.started();
    events = ListedEvents.of(FraudSources.simulate(SimulationSettings.of(31, EVENTS), 30));
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  /** It commits a bundle when it has read the next one, so it is not quite up to date. */
  @Test
  public void onTheDirectRunner() throws Exception {
    anotherJobOfTheNameAnswersAll("direct", EVENTS / 2);
  }

  @Test
  public void onFlink() throws Exception {
    anotherJobOfTheNameAnswersAll("flink", 0);
  }

  private static void anotherJobOfTheNameAnswersAll(String runner, long lag) throws Exception {
    String name = "job-on-" + runner;
    FraudRun run =
        new FraudRun(kafka)
            .on(runner, 1)
            .arrival(Arrival.EVENT_TIME)
            .option("jobName", name)
            .createTopics();
    CountDownLatch seen = new CountDownLatch(1);
    try (Feeder feeder = run.feed(new LastEventKeptBack(seen))) {
      run.run(
          Duration.ZERO,
          () -> {
            Waiting.until("group close behind", PATIENCE, () -> lag(name, run), now -> now <= lag);
            seen.countDown();
          });
      FraudRun.checkEnded(feeder);
    }
    assertThat(run.actions(), hasSize(EVENTS));

    run.run(Duration.ZERO, () -> {});

    assertThat(run.actions(), hasSize(2 * EVENTS));
  }

  /** All events, the last one only when something has been seen. */
  private static final class LastEventKeptBack implements EventSource {
    private final ListedEvents listed = new ListedEvents(events);
    private final CountDownLatch seen;
    private int left = events.size();

    LastEventKeptBack(CountDownLatch seen) {
      this.seen = seen;
    }

    @Override
    public @Nullable SourceEvent next() throws IOException {
      if (left-- == 1) {
        try {
          seen.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
      return listed.next();
    }

    @Override
    public void close() {
      listed.close();
    }
  }

  /** How many records of all inputs the group has not committed. */
  private static long lag(String group, FraudRun run) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      long written = 0;
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
          admin
              .listOffsets(
                  partitions(admin, run).stream()
                      .collect(toMap(each -> each, each -> OffsetSpec.latest())))
              .all()
              .get()
              .entrySet()) {
        OffsetAndMetadata reached = committed.get(end.getKey());
        written += end.getValue().offset();
        lag += end.getValue().offset() - (reached == null ? 0 : reached.offset());
      }
      // Before the events are there, it would only seem to be close behind.
      return written < EVENTS - 1 ? Long.MAX_VALUE : lag;
    }
  }

  private static List<TopicPartition> partitions(Admin admin, FraudRun run) throws Exception {
    List<String> inputs =
        new FraudApplication()
            .topics().inputs().stream().map(topic -> run.topic(topic.name())).collect(toList());
    return admin.describeTopics(inputs).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(toList());
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
