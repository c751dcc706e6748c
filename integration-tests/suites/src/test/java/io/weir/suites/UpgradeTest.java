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
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.features.Feature;
import io.weir.features.FeatureSet;
import io.weir.harness.graph.GraphUpdate;
import io.weir.harness.graph.JobGraph;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.FraudFeatures;
import io.weir.proto.fraud.v1.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A running job is replaced by its next version, which goes on from its savepoint. */
@Category(KillSuite.class)
public class UpgradeTest {
  private static final FeatureSet SET = FraudFeatures.SET;
  private static final String TERMINAL = SET.entities().get(0);
  private static final String CARD = SET.entities().get(1);
  private static final FeatureSet NEXT_SET =
      SET.nextVersion()
          .feature(
              Feature.mean("CUSTOMER_ID_AVG_AMOUNT_14DAY_WINDOW", SET.columns().get(0), 100)
                  .per(CARD)
                  .over(Duration.ofDays(14)))
          .feature(
              Feature.count("TERMINAL_ID_NB_TX_14DAY_WINDOW")
                  .per(TERMINAL)
                  .over(Duration.ofDays(14))
                  .delayedBy(Duration.ofDays(7)))
          .build();
  private static final FraudApplication NEXT = new FraudApplication().features(NEXT_SET);
  private static final int ADDED_TO_TERMINAL = NEXT_SET.size() - 1;

  /** Two hundred payments a day of the simulation. */
  private static final int CARDS = 100;

  private static final double EVENTS_PER_SECOND = 400;
  private static final int CHECKPOINTS = 5;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static FaultStage stage;

  @BeforeClass
  public static void setStage() {
    stage = FaultStage.set(FlinkCluster.builder().taskManagers(3));
  }

  @AfterClass
  public static void clearStage() {
    stage.close();
  }

  @Test
  public void theNextVersionWithMoreFeaturesAndWorkersGoesOnWhereTheLastStopped() throws Exception {
    try (LiveStream stream = stage.stream("upgrade.", 41, CARDS, EVENTS_PER_SECOND)) {
      FlinkJob job = stream.job().parallelism(2).submit(stage.flink());
      job.awaitCheckpoint(checkpoint -> checkpoint.id() > CHECKPOINTS, FaultStage.PATIENCE);
      long begun = System.nanoTime();
      String savepoint = job.stopWithSavepoint(folder());

      FlinkJob next =
          stream.job().application(NEXT).parallelism(3).from(savepoint).submit(stage.flink());
      long first =
          next.awaitCheckpoint(checkpoint -> checkpoint.id() > 0, FaultStage.PATIENCE).id();
      long tookMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      next.awaitCheckpoint(
          checkpoint -> checkpoint.id() > first + CHECKPOINTS, FaultStage.PATIENCE);
      stream.end();
      next.awaitState("FINISHED"::equals, FaultStage.PATIENCE);
      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("repeated answers", audit.duplicates(), is(0L));
      assertThat("answers of a card out of order", audit.orderBreaks(), is(0L));

      Comparison found =
          new Comparison(actions(stage.leftAlone(stream, "upgrade-alone.", NEXT)))
              .with(actions(stream));
      KillRun.say(
          "upgraded within " + tookMillis + " ms of " + stream.payments() + " payments: " + found);
      assertThat("answers of the last version", found.before, is(greaterThan(0)));
      assertThat("answers of the next version", found.after, is(greaterThan(0)));
    }
  }

  @Test
  public void aRenamedHopIsToldByNameAndRefusedBeforeItsStateIsLost() throws Exception {
    FeatureSet.Builder renamed =
        FeatureSet.named(SET.name())
            .column(SET.columns().get(0))
            .entity(TERMINAL)
            .labelled(true)
            .entity("customer");
    for (String name : SET.names()) {
      renamed.feature(Feature.count(name).per("customer").over(Duration.ofDays(30)));
    }
    FraudApplication next = new FraudApplication().features(renamed.build());
    try (LiveStream stream = stage.stream("renamed.", 42, CARDS, EVENTS_PER_SECOND)) {
      ClusterJob job = stream.job();
      assertThat(
          GraphUpdate.of(
                  JobGraph.of(job.pipeline(stage.flink())),
                  JobGraph.of(stream.job().application(next).pipeline(stage.flink())))
              .problems(),
          hasItem(
              allOf(
                  startsWith("features/card/ParMultiDo(EventTime): is gone, with state cell"),
                  containsString("if it is now features/customer/ParMultiDo(EventTime)"))));

      FlinkJob running = job.submit(stage.flink());
      running.awaitCheckpoint(checkpoint -> checkpoint.id() > 1, FaultStage.PATIENCE);
      String savepoint = running.stopWithSavepoint(folder());
      RuntimeException refused =
          assertThrows(
              RuntimeException.class,
              () -> stream.job().application(next).from(savepoint).pipeline(stage.flink()).run());
      assertThat(
          messages(refused),
          allOf(
              containsString("Cannot map checkpoint/savepoint state for operator"),
              containsString("allowNonRestoredState")));
    }
  }

  private static Path folder() {
    return FOLDER.getRoot().toPath();
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }

  private static Map<String, Action> actions(LiveStream stream) {
    Map<String, Action> actions = new HashMap<>();
    stream.forEachAction(
        record -> {
          Action action = FraudRun.action(record);
          actions.put(action.getEventId(), action);
        });
    return actions;
  }

  /** What an upgraded job answered, beside one that was of the next version from the start. */
  private static final class Comparison {
    private final Map<String, Action> always;
    private int before;
    private int onTheWay;
    private int after;

    Comparison(Map<String, Action> always) {
      this.always = always;
    }

    Comparison with(Map<String, Action> upgraded) {
      assertThat(upgraded.keySet(), is(always.keySet()));
      upgraded.forEach((id, action) -> compare(action, requireNonNull(always.get(id))));
      return this;
    }

    private void compare(Action action, Action expected) {
      if (action.getFeaturesCount() == SET.size()) {
        assertThat(
            action,
            is(withFeatures(expected, SET, expected.getFeaturesList().subList(0, SET.size()))));
        before++;
      } else if (action.equals(expected)) {
        after++;
      } else {
        // It had passed the terminal's hop.
        List<Double> features = new ArrayList<>(expected.getFeaturesList());
        features.set(ADDED_TO_TERMINAL, 0.0);
        assertThat(action, is(withFeatures(expected, NEXT_SET, features)));
        onTheWay++;
      }
    }

    private static Action withFeatures(Action action, FeatureSet set, List<Double> features) {
      double[] vector = features.stream().mapToDouble(Double::doubleValue).toArray();
      return action.toBuilder()
          .clearFeatures()
          .addAllFeatures(features)
          .setFeaturesHash(set.hash(vector))
          .build();
    }

    @Override
    public String toString() {
      return before + " by the last version, " + after + " by the next, " + onTheWay + " by both";
    }
  }
}
