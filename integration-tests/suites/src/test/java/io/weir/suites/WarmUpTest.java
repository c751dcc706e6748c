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

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.Topic;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import io.weir.streams.RecordHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/**
 * A job that fills its state from history answers what follows with the bytes of a job that has
 * always run, and nothing else.
 */
@Category(LongerSuite.class)
public class WarmUpTest {
  private static final Instant START = Instant.parse("2018-04-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HISTORY = 1_500;
  private static final int LIVE = 400;

  /** So many payments of the file's end are in the topic, too. */
  private static final int OVERLAP = 300;

  /** It is in the topic, but not in the file of history. */
  private static final int MISSING_ROW = HISTORY - 3;

  private static final int FAILURES = 3;
  private static final double EVENTS_PER_SECOND = 1_000;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static EmbeddedKafka kafka;

  /** Any payments, and the job over them that has always run. */
  private static PaymentFile payments;

  private static FraudRun always;

  /**
   * Payments whose history is over, labels and all, before the others begin; of those the ones of a
   * key are in one partition. So their order of arrival is that of time.
   */
  private static PaymentFile orderly;

  private static FraudRun alwaysOrderly;

  @BeforeClass
  public static void runAlways() throws Exception {
    kafka = EmbeddedKafka.started();
    payments =
        new PaymentFile(1, START)
            .payments(HISTORY / 2, HOUR)
            .unreadable()
            .payments(HISTORY / 2 - 10, HOUR)
            .payments(9, Duration.ofSeconds(3))
            .payments(LIVE / 2, HOUR)
            .unreadable()
            .payments(LIVE / 2 - 1, HOUR);
    always = run("flink", 2, Arrival.EVENT_TIME).process(replay(payments, 0));
    orderly =
        new PaymentFile(2, START)
            .payments(HISTORY, HOUR)
            .pause(Duration.ofDays(8))
            .paymentsOfOneCardEach(LIVE, Duration.ofMinutes(10));
    alwaysOrderly = run("flink", 2, Arrival.EVENT_TIME).process(replay(orderly, 0));
    assertThat(always.actions(), hasSize(payments.size() - 2));
    assertThat(always.deadLetters(), hasSize(2));
    assertThat(alwaysOrderly.actions(), hasSize(orderly.size()));
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void inEventTimeAfterWhatTheTopicsHold() throws Exception {
    for (FraudRun run : runs(Arrival.EVENT_TIME)) {
      feed(run, payments, 0);
      // It ends at another place in each partition, with no regard to time.
      Map<String, List<Long>> ends =
          ends(run, (partition, records) -> records.size() * (5L + 2 * partition) / 10);
      afterTopics(run, ends);

      assertSame(run, always, liveIn(run, ends), LIVE);
      assertThat(run.deadLetters(), hasSize(1));
    }
  }

  @Test
  public void inEventTimeAfterAFile() throws Exception {
    for (FraudRun run : runs(Arrival.EVENT_TIME)) {
      afterFile(run, payments);

      assertSame(run, always, WarmUpTest::isAfterFile, LIVE);
      assertThat(run.deadLetters(), hasSize(1));
    }
  }

  @Test
  public void onArrivalAfterWhatTheTopicsHold() throws Exception {
    for (FraudRun run : runs(Arrival.ON_ARRIVAL)) {
      feed(run, orderly, 0);
      afterTopics(run, ends(run, WarmUpTest::upToThePause));

      assertSame(run, alwaysOrderly, action -> number(action) >= HISTORY, LIVE);
    }
  }

  @Test
  public void onArrivalAfterAFile() throws Exception {
    for (FraudRun run : runs(Arrival.ON_ARRIVAL)) {
      afterFile(run, orderly);

      assertSame(run, alwaysOrderly, action -> number(action) >= HISTORY, LIVE);
    }
  }

  @Test
  public void theLabelsOfAFilesLastWeekNeedNotBeInTheTopics() throws Exception {
    for (Arrival arrival : Arrival.values()) {
      PaymentFile file = arrival == Arrival.EVENT_TIME ? payments : orderly;
      for (FraudRun run : runs(arrival)) {
        feed(run, file, HISTORY);
        runAfter(run, file.write(path("history"), 0, HISTORY));

        assertSame(
            run,
            file == payments ? always : alwaysOrderly,
            action -> number(action) >= HISTORY,
            LIVE - 1);
      }
    }
  }

  @Test
  public void inEventTimeFailuresWithinTheHistoryOfTheTopicsChangeNothing() throws Exception {
    // The same records as the other job had, so at the same offsets.
    Map<String, List<Long>> ends = ends(always, (partition, records) -> records.size() * 9L / 10);
    FraudRun run = run("flink", 2, Arrival.EVENT_TIME);
    failWithinTopics(run, payments, ends);

    assertSame(run, always, liveIn(run, ends), LIVE / 10);
  }

  @Test
  public void onArrivalFailuresWithinTheHistoryOfTheTopicsChangeNothing() throws Exception {
    FraudRun run = run("flink", 2, Arrival.ON_ARRIVAL);
    failWithinTopics(run, orderly, ends(alwaysOrderly, WarmUpTest::upToThePause));

    assertSame(run, alwaysOrderly, action -> number(action) >= HISTORY, LIVE);
  }

  @Test
  public void failuresAfterAFileChangeNothing() throws Exception {
    FraudRun run = run("flink", 2, Arrival.EVENT_TIME).option("checkpointingInterval", "100");
    failing(run).createTopics();
    try (Feeder feeder = unhurried(run, payments, HISTORY - OVERLAP)) {
      runAfterFile(run, payments);
      FraudRun.checkEnded(feeder);
    }
    assertThat("failures that did not happen", RepeatedFailure.happened(Duration.ZERO));

    assertSame(run, always, WarmUpTest::isAfterFile, LIVE);
  }

  private static List<FraudRun> runs(Arrival arrival) {
    return List.of(run("direct", 1, arrival), run("flink", 2, arrival));
  }

  private static FraudRun run(String runner, int workers, Arrival arrival) {
    return new FraudRun(kafka).on(runner, workers).arrival(arrival);
  }

  private static FraudRun failing(FraudRun run) {
    RepeatedFailure.expect(FAILURES);
    String step =
        "features/terminal/ParMultiDo(" + (run.inEventTime() ? "EventTime" : "OnArrival") + ")";
    return run.option("numberOfExecutionRetries", String.valueOf(FAILURES))
        .option("executionRetryDelay", "100")
        .prepared((pipeline, checkpoints) -> RepeatedFailure.behind(step, pipeline, checkpoints));
  }

  /** Past the middle of the payments there are few of them until the failures have happened. */
  private static void failWithinTopics(FraudRun run, PaymentFile file, Map<String, List<Long>> ends)
      throws Exception {
    failing(run).createTopics();
    try (Feeder feeder = unhurried(run, file, 0)) {
      afterTopics(run, ends);
      FraudRun.checkEnded(feeder);
    }
    assertThat("failures that did not happen", RepeatedFailure.happened(Duration.ZERO));
  }

  private static Feeder unhurried(FraudRun run, PaymentFile file, int from) throws Exception {
    return run.feed(new UnhurriedEvents(ListedEvents.of(replay(file, from))), EVENTS_PER_SECOND);
  }

  private static void afterTopics(FraudRun run, Map<String, List<Long>> ends) throws Exception {
    run.option("warmUpFrom", WarmUp.EARLIEST)
        .option("warmUpUntil", WarmUp.until(ends))
        .run(Duration.ZERO, () -> {});
  }

  /**
   * The topic begins well before the file ends, with a payment that the file does not have and that
   * is close enough to its end to have come after it.
   */
  private static void afterFile(FraudRun run, PaymentFile file) throws Exception {
    feed(run, file, HISTORY - OVERLAP);
    runAfterFile(run, file);
  }

  private static void runAfterFile(FraudRun run, PaymentFile file) throws Exception {
    Path history = path("history");
    if (file == payments) {
      file.writeWithout(history, MISSING_ROW, HISTORY);
    } else {
      file.write(history, 0, HISTORY);
    }
    runAfter(run, history);
  }

  private static void runAfter(FraudRun run, Path history) throws Exception {
    run.option("warmUpFrom", history.toString())
        .option("warmUpUntil", WarmUp.until(lastMillis(history)))
        .run(Duration.ZERO, () -> {});
  }

  private static boolean isAfterFile(Action action) {
    return number(action) >= HISTORY || number(action) == MISSING_ROW;
  }

  private static int number(Action action) {
    return Integer.parseInt(action.getEventId());
  }

  private static long lastMillis(Path file) throws Exception {
    return ListedEvents.of(new FraudApplication().history(file.toString())).stream()
        .filter(SourceEvent::primary)
        .mapToLong(SourceEvent::sourceTimeMillis)
        .max()
        .orElseThrow();
  }

  private static EventSource replay(PaymentFile file, int from) throws Exception {
    return new FraudApplication()
        .replay(file.write(path("rows"), from, file.size()), SimulationSettings.UNBOUNDED);
  }

  private static Path path(String name) throws Exception {
    return FOLDER.newFolder().toPath().resolve(name + ".csv");
  }

  private static void feed(FraudRun run, PaymentFile file, int from) throws Exception {
    run.createTopics();
    try (Feeder feeder = run.feed(replay(file, from))) {
      FraudRun.checkEnded(feeder);
    }
  }

  /** For each partition of the inputs, from its records, the first offset to answer. */
  private static Map<String, List<Long>> ends(
      FraudRun run, BiFunction<Integer, List<ConsumerRecord<byte[], byte[]>>, Long> end) {
    Map<String, List<Long>> ends = new TreeMap<>();
    for (Topic topic : new FraudApplication().topics().inputs()) {
      List<ConsumerRecord<byte[], byte[]>> records = records(run, topic.name());
      List<Long> ofTopic = new ArrayList<>();
      for (int number = 0; number < topic.partitions(); number++) {
        int partition = number;
        ofTopic.add(
            end.apply(
                partition,
                records.stream()
                    .filter(record -> record.partition() == partition)
                    .collect(toList())));
      }
      ends.put(topic.name(), ofTopic);
    }
    return ends;
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(FraudRun run, String topic) {
    return TopicContent.of(kafka.bootstrapServers(), run.topic(topic));
  }

  /** Behind the last record of a time before the pause is over. */
  private static long upToThePause(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    long end = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Header time = record.headers().lastHeader(RecordHeaders.EVENT_TIME);
      if (time != null && RecordHeaders.decode(time.value()) < orderly.pausedUntilMillis()) {
        end = record.offset() + 1;
      }
    }
    return end;
  }

  private static Predicate<Action> liveIn(FraudRun run, Map<String, List<Long>> ends)
      throws Exception {
    Set<String> live = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records(run, "transactions")) {
      String id =
          record.value() == null ? null : new FraudApplication().eventId("", record.value());
      if (id != null
          && record.offset() >= requireNonNull(ends.get("transactions")).get(record.partition())) {
        live.add(id);
      }
    }
    return action -> live.contains(action.getEventId());
  }

  /** What a run said is what the other said to the payments that were to be answered. */
  private static void assertSame(
      FraudRun run, FraudRun other, Predicate<Action> wanted, int atLeast) throws Exception {
    Map<String, List<String>> expected = actions(other, wanted, run.inEventTime());
    assertThat(
        "payments to answer",
        expected.values().stream().mapToInt(List::size).sum(),
        is(greaterThanOrEqualTo(atLeast)));
    assertThat(actions(run, action -> true, run.inEventTime()), is(expected));
  }

  /** The bytes of each card's actions; a restart may repeat some. */
  private static Map<String, List<String>> actions(
      FraudRun run, Predicate<Action> wanted, boolean inOrder) {
    Map<String, Set<String>> actions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : run.actionRecords()) {
      Action action = FraudRun.action(record);
      if (wanted.test(action)) {
        actions
            .computeIfAbsent(
                action.getCardId(), card -> inOrder ? new LinkedHashSet<>() : new TreeSet<>())
            .add(action.getEventId() + " " + FraudRun.hex(record.value()));
      }
    }
    Map<String, List<String>> listed = new TreeMap<>();
    actions.forEach((card, bytes) -> listed.put(card, new ArrayList<>(bytes)));
    return listed;
  }
}
