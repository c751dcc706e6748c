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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.harness.process.Waiting;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.run.LocalRun;
import io.weir.launcher.run.RunSettings;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A new deployment beside producers that go on writing, as the command line starts it. */
public class WarmUpLaunchTest {
  private static final FraudApplication FRAUD = new FraudApplication();
  private static final int HISTORY = 1_000;
  private static final int LIVE = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void itGoesLiveWithoutAGapWhileOthersWrite() throws Exception {
    // Close to the present: what the clock says is long over is forgotten.
    PaymentFile payments =
        new PaymentFile(3, Instant.now().minus(Duration.ofDays(60)))
            .payments(HISTORY, Duration.ofHours(1))
            .pause(Duration.ofDays(8))
            .paymentsOfOneCardEach(LIVE, Duration.ofMinutes(10));
    Path rows = payments.write(FOLDER.newFile("rows.csv").toPath(), 0, payments.size());
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      FraudRun always =
          new FraudRun(kafka)
              .on("flink", 2)
              .arrival(Arrival.EVENT_TIME)
              .process(FRAUD.replay(rows, SimulationSettings.UNBOUNDED));

      TopicCreator.on(kafka.bootstrapServers()).create(FRAUD.topics(), "");
      List<SourceEvent> events = ListedEvents.of(FRAUD.replay(rows, SimulationSettings.UNBOUNDED));
      int history = count(events, payments.pausedUntilMillis());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      CountDownLatch over = new CountDownLatch(1);
      EventSource source =
          new StagedEvents(events)
              .before(history, () -> awaitWords(err, "running fraud"))
              // The run ends with the topics, too, should an answer be missing.
              .before(events.size(), () -> over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      try (Feeder feeder =
          Feeder.of(source, FRAUD.topics()).to(kafka.bootstrapServers(), "").rate(0).start()) {
        Waiting.until("whole history", PATIENCE, () -> events(kafka), count -> count == history);
        int code =
            new LocalRun(
                    RunSettings.of(FRAUD, FraudRun.runner("flink"))
                        .bootstrapServers(kafka.bootstrapServers())
                        .events((long) LIVE)
                        .page(false, null)
                        .pipelineArguments(List.of("--warmUpFrom=earliest"))
                        .build(),
                    new PrintStream(out, true, UTF_8),
                    new PrintStream(err, true, UTF_8),
                    true)
                .run();
        over.countDown();
        assertThat(err.toString(UTF_8), code, is(0));
      }

      assertThat(features(kafka, "actions", HISTORY), is(features(kafka, always, HISTORY)));
      assertThat(out.toString(UTF_8), containsString("\"in\":" + LIVE + ",\"out\":" + LIVE));
      assertThat(out.toString(UTF_8), containsString("\"history\":" + HISTORY));
      assertThat(err.toString(UTF_8), containsString("warming up from what the topics hold"));
      assertThat(err.toString(UTF_8), containsString("from 1,000 events of history"));
    }
  }

  /** How many events come before a time; all of them come first. */
  private static int count(List<SourceEvent> events, long beforeMillis) {
    return (int)
        events.stream().takeWhile(event -> event.sourceTimeMillis() < beforeMillis).count();
  }

  private static void awaitWords(ByteArrayOutputStream said, String words) {
    Waiting.until(words, PATIENCE, () -> said.toString(UTF_8), text -> text.contains(words));
  }

  private static int events(EmbeddedKafka kafka) {
    int[] found = {0};
    for (String topic : List.of("transactions", "labels")) {
      TopicContent.forEach(
          kafka.bootstrapServers(), topic, record -> found[0] += record.value() == null ? 0 : 1);
    }
    return found[0];
  }

  private static Map<Integer, List<Double>> features(
      EmbeddedKafka kafka, FraudRun run, int fromRow) {
    return features(kafka, run.topic("actions"), fromRow);
  }

  /** What each payment was answered from. By the clock it is late; that is no feature. */
  private static Map<Integer, List<Double>> features(
      EmbeddedKafka kafka, String topic, int fromRow) {
    Map<Integer, List<Double>> features = new TreeMap<>();
    TopicContent.forEach(
        kafka.bootstrapServers(),
        topic,
        record -> {
          Action action = FraudRun.action(record);
          int row = Integer.parseInt(action.getEventId());
          if (row >= fromRow || topic.equals("actions")) {
            features.put(row, action.getFeaturesList());
          }
        });
    return features;
  }
}
