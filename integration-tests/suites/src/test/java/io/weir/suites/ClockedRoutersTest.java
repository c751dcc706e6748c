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
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.AfterClass;
import org.junit.AssumptionViolatedException;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** Routers that follow the clock, on both local runners: a share that changes, and a budget. */
@Category(TritonSuite.class)
public class ClockedRoutersTest {
  private static final int EVENTS = 600;
  private static final int CHANGE = 150;
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Long, for what these tests see is who is asked, not who is quick on a busy machine. */
  private static final String DEADLINE = "PT30S";

  private static ScratchFolder folder;
  private static LocalTriton triton;
  private static EmbeddedKafka kafka;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final WatchedFraud fraud = new WatchedFraud(this::changeShare);
  private volatile long changedAtMillis;

  @BeforeClass
  public static void startServers() throws Exception {
    folder = ScratchFolder.create("suite-routers");
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
  public void onTheDirectRunnerACanarysShareChangesWhileItRuns() throws Exception {
    aCanarysShareChangesWhileItRuns("direct");
  }

  @Test
  public void onFlinkACanarysShareChangesWhileItRuns() throws Exception {
    aCanarysShareChangesWhileItRuns("flink");
  }

  private void aCanarysShareChangesWhileItRuns(String runner) throws Exception {
    share("0");
    new LaunchedRun(fraud, EVENTS)
        .run(
            runner,
            run ->
                run.bootstrapServers(kafka.bootstrapServers())
                    .simulate(true)
                    .triton(triton.grpcEndpoint())
                    .pipelineArguments(
                        List.of(
                            "--router=canary",
                            "--canaryShare=" + shareFile(),
                            "--heavyDeadline=" + DEADLINE)));

    Set<String> before =
        fraud.actions().stream()
            .filter(action -> action.eventTimeMillis() < changedAtMillis)
            .map(ActionView::lane)
            .collect(toSet());
    assertThat(before, contains("embedded"));
    assertThat(fraud.actions().stream().filter(this::isOfTheNewShare).count(), is(greaterThan(0L)));
    assertThat(fraud.actions().stream().filter(ActionView::degraded).count(), is(0L));
  }

  private void changeShare(List<SourceEvent> events, StagedEvents staged) {
    staged.before(
        CHANGE,
        () -> {
          long time = events.get(CHANGE).sourceTimeMillis();
          // All that came before is answered: it belongs to the old share.
          Set<String> given = ids(events.subList(0, CHANGE));
          for (String id : given) {
            assertThat(fraud.awaits(action -> action.eventId().equals(id), PATIENCE), is(true));
          }
          changedAtMillis = time;
          share("1");
        });
    for (int number = CHANGE + 10; number < events.size(); number += 10) {
      staged.before(number, () -> fraud.awaits(this::isOfTheNewShare, Duration.ofSeconds(1)));
    }
  }

  private boolean isOfTheNewShare(ActionView action) {
    return action.lane().equals("triton") && action.eventTimeMillis() >= changedAtMillis;
  }

  private Path shareFile() {
    return temporary.getRoot().toPath().resolve("share");
  }

  private void share(String share) throws IOException {
    Path whole = temporary.getRoot().toPath().resolve("share.new");
    Files.writeString(whole, share + "\n");
    Files.move(whole, shareFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  public void onTheDirectRunnerABudgetAsksTheHeavyModelOnlyWhileThereIsTime() throws Exception {
    aBudgetAsksTheHeavyModelOnlyWhileThereIsTime("direct");
  }

  @Test
  public void onFlinkABudgetAsksTheHeavyModelOnlyWhileThereIsTime() throws Exception {
    aBudgetAsksTheHeavyModelOnlyWhileThereIsTime("flink");
  }

  /** Events that waited in the topic for longer than the budget, then events that are answered. */
  private void aBudgetAsksTheHeavyModelOnlyWhileThereIsTime(String runner) throws Exception {
    Path router = temporary.newFile("router.yaml").toPath();
    Files.writeString(
        router, "router: {budget: {within: " + WITHIN + ", preferred: heavy, fast: light}}\n");
    List<SourceEvent> events =
        ListedEvents.of(FraudSources.simulate(SimulationSettings.of(31, EVENTS)));
    Set<String> old = ids(events.subList(0, CHANGE));
    CountDownLatch oldAreWritten = new CountDownLatch(1);
    FraudRun run =
        new FraudRun(kafka)
            .on(runner, 1)
            .arrival(Arrival.ON_ARRIVAL)
            .option("router", router.toString())
            .option("triton", triton.grpcEndpoint())
            .option("heavyDeadline", DEADLINE)
            .createTopics();
    StagedEvents staged =
        new StagedEvents(events)
            .before(
                CHANGE,
                () -> {
                  oldAreWritten.countDown();
                  assertThat(holds(() -> answered(run, old), PATIENCE), is(true));
                });
    for (int number = CHANGE + 10; number < events.size(); number += 10) {
      staged.before(number, () -> holds(() -> !byTriton(run).isEmpty(), Duration.ofMillis(500)));
    }

    try (Feeder feeder = run.feed(staged, 200)) {
      assertThat(oldAreWritten.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), is(true));
      // The age of these events is what is tested, not a wait for something.
      Thread.sleep(WITHIN.plusSeconds(1).toMillis());
      run.run(Duration.ZERO, () -> {});
      FraudRun.checkEnded(feeder);
    }

    List<Action> actions = run.actions();
    assertThat(actions, hasSize(EVENTS));
    assertThat(actions.stream().map(Action::getEventId).collect(toSet()), hasSize(EVENTS));
    assertThat(run.deadLetters(), hasSize(0));
    assertThat(actions.stream().filter(Action::getDegraded).count(), is(0L));
    assertThat(byTriton(run).stream().filter(old::contains).collect(toList()), hasSize(0));
    assertThat(byTriton(run).size(), is(greaterThan(0)));
  }

  private static boolean answered(FraudRun run, Set<String> ids) throws Exception {
    return run.actions().stream().map(Action::getEventId).collect(toSet()).containsAll(ids);
  }

  private static boolean holds(Callable<Boolean> condition, Duration patience) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }

  private static List<String> byTriton(FraudRun run) throws Exception {
    return run.actions().stream()
        .filter(action -> action.getLane().equals("triton"))
        .map(Action::getEventId)
        .collect(toList());
  }

  /** The ids of those that are to be answered. */
  private static Set<String> ids(List<SourceEvent> events) {
    FraudApplication application = new FraudApplication();
    return events.stream()
        .filter(SourceEvent::primary)
        .map(event -> String.valueOf(application.eventId(event.topic(), event.value())))
        .collect(toSet());
  }
}
