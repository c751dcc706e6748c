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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.FraudFeatures;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A job that has filled its state from a file goes on from its savepoint. */
@Category(KillSuite.class)
public class WarmUpUpgradeTest {
  /** Four thousand payments a day of the simulation, so that a test is over within its January. */
  private static final int CARDS = 2_000;

  private static final double EVENTS_PER_SECOND = 400;
  private static final int HISTORY = 1_000;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static FaultStage stage;

  @BeforeClass
  public static void setStage() {
    stage = FaultStage.set(FlinkCluster.builder().taskManagers(2));
  }

  @AfterClass
  public static void clearStage() {
    stage.close();
  }

  @Test
  public void onceLiveItGoesOnWithoutItsFile() throws Exception {
    goesOn("without.", 51, Arrival.EVENT_TIME, history -> Map.of());
  }

  @Test
  public void onceLiveItGoesOnWithItsOptionsThoughTheFileIsGone() throws Exception {
    goesOn("with.", 52, Arrival.EVENT_TIME, UnaryOperator.identity());
  }

  @Test
  public void onArrivalOnceLiveItGoesOnWithoutItsFile() throws Exception {
    goesOn("arrival.", 53, Arrival.ON_ARRIVAL, history -> Map.of());
  }

  private static void goesOn(
      String prefix, long seed, Arrival arrival, UnaryOperator<Map<String, String>> change)
      throws Exception {
    Path file = FOLDER.getRoot().toPath().resolve(prefix + "csv");
    // Of the simulation's first cards and terminals, and over with its labels before the year 2024,
    // with which the simulation begins.
    new PaymentFile(seed, Instant.parse("2023-11-10T00:00:00Z"), "card-", "terminal-")
        .payments(HISTORY, Duration.ofHours(1))
        .write(file, 0, HISTORY);
    List<SourceEvent> past = ListedEvents.of(new FraudApplication().history(file.toString()));
    Map<String, String> history =
        Map.of("warmUpFrom", file.toString(), "warmUpUntil", WarmUp.until(lastMillis(past)));
    try (LiveStream stream = stage.stream(prefix, seed, CARDS, EVENTS_PER_SECOND)) {
      FlinkJob job = job(stream, arrival, history).submit(stage.flink());
      job.awaitCheckpoint(checkpoint -> checkpoint.id() > 3, FaultStage.PATIENCE);
      Waiting.until(
          "an answer", FaultStage.PATIENCE, () -> answers(stream, arrival).size(), n -> n > 0);
      String savepoint = job.stopWithSavepoint(FOLDER.getRoot().toPath());
      Set<String> answeredBefore = answers(stream, arrival).keySet();

      Files.delete(file);

      FlinkJob next =
          job(stream, arrival, change.apply(history)).from(savepoint).submit(stage.flink());
      long first =
          next.awaitCheckpoint(checkpoint -> checkpoint.id() > 0, FaultStage.PATIENCE).id();
      next.awaitCheckpoint(checkpoint -> checkpoint.id() > first + 2, FaultStage.PATIENCE);
      stream.end();
      next.awaitState("FINISHED"::equals, FaultStage.PATIENCE);
      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("repeated answers", audit.duplicates(), is(0L));

      Map<String, List<Double>> expected = defined(past, stream, arrival);
      assertThat("wrong answers", differences(answers(stream, arrival), expected), is(0L));
      Map<String, List<Double>> withoutHistory = defined(List.of(), stream, arrival);
      withoutHistory.keySet().removeAll(answeredBefore);
      assertThat(
          "answers after the savepoint that need the history",
          differences(withoutHistory, expected),
          is(greaterThan(0L)));
    }
  }

  private static long lastMillis(List<SourceEvent> past) {
    return past.stream()
        .filter(SourceEvent::primary)
        .mapToLong(SourceEvent::sourceTimeMillis)
        .max()
        .orElseThrow();
  }

  /** On arrival with one worker, which keeps the order of a card's payments. */
  private static ClusterJob job(LiveStream stream, Arrival arrival, Map<String, String> options) {
    ClusterJob job =
        stream.job().arrival(arrival).parallelism(arrival == Arrival.EVENT_TIME ? 2 : 1);
    options.forEach(job::option);
    return job;
  }

  /** From what each payment was answered, as far as it must be the same each time. */
  private static Map<String, List<Double>> answers(LiveStream stream, Arrival arrival) {
    Map<String, List<Double>> answers = new HashMap<>();
    stream.forEachAction(
        record -> {
          Action action = FraudRun.action(record);
          answers.put(action.getEventId(), certain(action.getFeaturesList(), arrival));
        });
    return answers;
  }

  /** The same by definition. */
  private static Map<String, List<Double>> defined(
      List<SourceEvent> past, LiveStream stream, Arrival arrival) throws Exception {
    Map<String, List<Double>> answers = new HashMap<>();
    DefinedFeatures features = new DefinedFeatures();
    for (SourceEvent event : past) {
      define(features, event);
    }
    for (SourceEvent event : ListedEvents.of(stream.written())) {
      List<Double> defined = define(features, event);
      if (event.primary()) {
        answers.put(Transaction.parseFrom(event.value()).getEventId(), certain(defined, arrival));
      }
    }
    return answers;
  }

  /** Takes an event into account; what it is answered from, if it is a payment. */
  private static List<Double> define(DefinedFeatures features, SourceEvent event) throws Exception {
    List<Double> defined = new ArrayList<>();
    if (event.primary()) {
      for (double feature : features.payment(Transaction.parseFrom(event.value()))) {
        defined.add(feature);
      }
    } else {
      features.label(Label.parseFrom(event.value()));
    }
    return defined;
  }

  /** On arrival those of the card: what is known of a terminal depends on who comes first. */
  private static List<Double> certain(List<Double> features, Arrival arrival) {
    List<Double> certain = new ArrayList<>();
    List<String> names = FraudFeatures.SET.names();
    for (int index = 0; index < names.size(); index++) {
      if (arrival == Arrival.EVENT_TIME || names.get(index).startsWith("CUSTOMER_ID_")) {
        certain.add(features.get(index));
      }
    }
    return certain;
  }

  private static long differences(
      Map<String, List<Double>> found, Map<String, List<Double>> expected) {
    return found.entrySet().stream()
        .filter(answer -> !answer.getValue().equals(expected.get(answer.getKey())))
        .count();
  }
}
