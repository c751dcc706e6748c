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

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.AfterClass;
import org.junit.AssumptionViolatedException;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** The fraud pipeline with its heavy model on a real Triton. */
@Category(TritonSuite.class)
public class TritonFraudTest {
  private static final int EVENTS = 4_000;
  private static final double EVENTS_PER_SECOND = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration OUTAGE = Duration.parse(System.getProperty("weir.outage", "PT30S"));

  private static ScratchFolder folder;
  private static LocalTriton triton;
  private static EmbeddedKafka kafka;
  private static List<SourceEvent> events;

  @BeforeClass
  public static void startServers() throws Exception {
    folder = ScratchFolder.create("suite-triton");
    ModelRepository models = ModelRepository.in(folder.path());
    for (String model : new FraudApplication().remoteModels()) {
      models.add(model);
    }
    try {
      triton = LocalTriton.serving(models).progress(System.err::println).start();
    } catch (TritonUnavailableException e) {
      throw new AssumptionViolatedException("skipped: " + e.getMessage(), e);
    }
    kafka = EmbeddedKafka.started();
    events = ListedEvents.of(FraudSources.simulate(SimulationSettings.of(31, EVENTS)));
  }

  @AfterClass
  public static void stopServers() {
    if (kafka != null) {
      kafka.close();
    }
    if (triton != null) {
      triton.close();
    }
    folder.close();
  }

  @Test
  public void theUsualBandEscalatesFiveToTwentyInAHundredEvents() throws Exception {
    FraudRun run = cascade("flink", Arrival.EVENT_TIME).process(new ListedEvents(events));

    List<Action> actions = run.actions();
    double escalated = actions.stream().filter(TritonFraudTest::byTriton).count();
    assertThat(actions, hasSize(EVENTS));
    assertThat(escalated / EVENTS, is(closeTo(0.125, 0.075)));
    assertThat(actions.stream().filter(Action::getDegraded).count(), is(0L));
  }

  @Test
  public void tritonGivesTheScoresOfTheSameModelEmbedded() throws Exception {
    FraudRun run = cascade("direct", Arrival.EVENT_TIME).process(new ListedEvents(events));

    assertThat(
        run.actions().stream().filter(TritonFraudTest::byTriton).count(), is(greaterThan(0L)));
    String heavy = new FraudApplication().remoteModels().get(0);
    try (Model model = OnnxModelSource.of(heavy).open()) {
      for (Action action : run.actions()) {
        if (byTriton(action)) {
          float[] row = new float[action.getFeaturesCount()];
          for (int column = 0; column < row.length; column++) {
            row[column] = (float) action.getFeatures(column);
          }
          float expected = model.score(FeatureRows.copyOf(row), PATIENCE).get().score(0);
          assertThat(action.getScore(), is(closeTo(expected, 1e-6)));
        }
      }
    }
  }

  @Test
  public void directAndFlinkGiveTheSameBytesThroughTriton() throws Exception {
    FraudRun direct = cascade("direct", Arrival.EVENT_TIME).process(new ListedEvents(events));
    FraudRun flink =
        cascade("flink", Arrival.EVENT_TIME)
            .option("maxBundleSize", "7")
            .process(new ListedEvents(events));

    assertThat(flink.actionBytes(), is(direct.actionBytes()));
  }

  @Test
  public void answersGoOnDegradedWhileTritonIsAwayAndComeBackWithIt() throws Exception {
    FraudRun run = cascade("flink", Arrival.ON_ARRIVAL).createTopics();
    int kill = events.size() / 4;
    int restart = events.size() / 2;
    Predicate<Action> backAgain =
        action ->
            byTriton(action) && action.getEventTimeMs() > events.get(restart).sourceTimeMillis();
    StagedEvents staged =
        new StagedEvents(events)
            .before(
                kill,
                () -> {
                  awaitAction(run, TritonFraudTest::byTriton);
                  triton.kill();
                })
            .before(
                restart,
                () -> {
                  awaitAction(run, Action::getDegraded);
                  triton.restart();
                });
    // Only events make the circuit look whether Triton is back: some go on coming until it has.
    for (int number = restart + 100; number < events.size(); number += 100) {
      staged.before(number, () -> awaitAction(run, backAgain, Duration.ofSeconds(2)));
    }

    process(run, staged);

    List<Action> actions = run.actions();
    assertThat(actions.stream().map(Action::getEventId).collect(toSet()), hasSize(EVENTS));
    assertThat(run.deadLetters(), hasSize(0));
    assertThat(actions.stream().filter(Action::getDegraded).count(), is(greaterThan(0L)));
    assertThat(actions.stream().filter(backAgain).count(), is(greaterThan(0L)));
    assertThat(actions.stream().filter(a -> a.getDegraded() && byTriton(a)).count(), is(0L));
  }

  @Test
  public void whereItIsToldToWaitEveryEventIsAnsweredByTheModelThatShould() throws Exception {
    FraudRun run =
        cascade("flink", Arrival.ON_ARRIVAL)
            .option("onHeavyFailure", "wait")
            .option("checkpointTimeoutMillis", String.valueOf(Duration.ofHours(1).toMillis()))
            .createTopics();
    EventSource staged =
        new StagedEvents(events)
            .before(
                events.size() / 4,
                () -> {
                  awaitAction(run, TritonFraudTest::byTriton);
                  triton.kill();
                  restartAfter(OUTAGE);
                });

    process(run, staged);

    List<Action> actions = run.actions();
    assertThat(actions.stream().map(Action::getEventId).collect(toSet()), hasSize(EVENTS));
    assertThat(run.deadLetters(), hasSize(0));
    assertThat(actions.stream().filter(Action::getDegraded).count(), is(0L));
  }

  private static void restartAfter(Duration outage) {
    Thread restart =
        new Thread(
            () -> {
              try {
                // The length of the outage is what is tested, not a wait for something.
                Thread.sleep(outage.toMillis());
                triton.restart();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "triton-outage");
    restart.setDaemon(true);
    restart.start();
  }

  private static void process(FraudRun run, EventSource source) throws Exception {
    try (Feeder feeder = run.feed(source, EVENTS_PER_SECOND)) {
      run.run(Duration.ZERO, () -> {});
      FraudRun.checkEnded(feeder);
    }
  }

  private static void awaitAction(FraudRun run, Predicate<Action> wanted) throws Exception {
    assertThat("an action that was waited for", awaitAction(run, wanted, PATIENCE));
  }

  private static boolean awaitAction(FraudRun run, Predicate<Action> wanted, Duration patience)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      if (run.actions().stream().anyMatch(wanted)) {
        return true;
      }
    } while (System.nanoTime() < deadline);
    return false;
  }

  private static boolean byTriton(Action action) {
    return action.getLane().equals("triton");
  }

  private static FraudRun cascade(String runner, Arrival arrival) {
    return new FraudRun(kafka)
        .on(runner, 1)
        .arrival(arrival)
        .option("router", "cascade")
        .option("triton", triton.grpcEndpoint());
  }
}
