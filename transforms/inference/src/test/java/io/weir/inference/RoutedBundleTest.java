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
package io.weir.inference;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Bundles that several models answer. */
@RunWith(JUnitQuickcheck.class)
public final class RoutedBundleTest {
  private static final Band BAND = Band.of(0.01, 0.02);

  /** The heavy model's answer is the light one's plus this. */
  private static final float MORE = 0.5f;

  @Property(trials = 200)
  public void eachRowIsAnsweredAsIfItWereAlone(
      @InRange(minInt = 0, maxInt = 80) int size,
      @InRange(minInt = 1, maxInt = 9) int lightBatch,
      @InRange(minInt = 1, maxInt = 9) int heavyBatch,
      @InRange(minInt = 1, maxInt = 3) int inFlight,
      long seed)
      throws Exception {
    Random random = new Random(seed);
    boolean[] broken = new boolean[size];
    BundleScorer scorer =
        scorer(
            RoutedModel.named("light", FakeSource.of(2, lightBatch, FakeRows::score)).build(),
            RoutedModel.named("heavy", FakeSource.of(2, heavyBatch, RoutedBundleTest::heavy))
                .maxInFlight(inFlight)
                .build());
    scorer.start();
    for (int id = 0; id < size; id++) {
      broken[id] = random.nextInt(5) == 0;
      scorer.add("k", FakeRows.row(id, broken[id] ? FakeRows.BREAKS : FakeRows.FINE));
    }
    scorer.finish();

    for (int id = 0; id < size; id++) {
      ScoringFailure failure = scorer.failure(id);
      if (broken[id]) {
        assertThat(failure == null ? null : failure.reason(), is(Reason.MODEL_ERROR));
      } else {
        float light = FakeRows.scoreOf(id);
        boolean escalated = BAND.contains(light);
        assertThat(failure, is(nullValue()));
        assertThat(scorer.score(id), is(escalated ? light + MORE : light));
        assertThat(scorer.prediction(id).version(), is(escalated ? "h2" : "7"));
        assertThat(scorer.prediction(id).degraded(), is(false));
      }
    }
  }

  @Test
  public void whereTheHeavyModelIsAwayTheLightAnswerStandsDegraded() throws Exception {
    BundleScorer scorer = cascade(OnFailure.fallBackTo("light"), RoutedBundleTest::away);

    List<Prediction> predictions = run(scorer, 40);

    for (int id = 0; id < 40; id++) {
      assertThat(predictions.get(id).score(), is((double) FakeRows.scoreOf(id)));
      assertThat(predictions.get(id).degraded(), is(BAND.contains(FakeRows.scoreOf(id))));
      assertThat(predictions.get(id).version(), is("7"));
    }
  }

  @Test
  public void aModelThatIsAwayCanBeReplacedByOneThatWasNotAskedYet() throws Exception {
    BundleScorer scorer =
        scorer(
            Routing.of(
                Router.always("heavy"),
                RoutedModel.named("heavy", FakeSource.of(2, 8, RoutedBundleTest::away))
                    .onFailure(OnFailure.fallBackTo("light"))
                    .build(),
                RoutedModel.named("light", FakeSource.of(2, 8, FakeRows::score)).build()));

    List<Prediction> predictions = run(scorer, 20);

    assertThat(predictions.get(7).score(), is((double) FakeRows.scoreOf(7)));
    assertThat(predictions.get(19).degraded(), is(true));
  }

  @Test
  public void aDefaultDecisionIsAnAnswerOfItsOwnLane() throws Exception {
    List<Prediction> predictions =
        run(cascade(OnFailure.answer(0.25f), RoutedBundleTest::away), 20);

    assertThat(predictions.get(12), is(Prediction.of(0.25, "default", "1", Lane.DEFAULT, true)));
    assertThat(predictions.get(2).lane(), is(Lane.EMBEDDED));
  }

  @Test
  public void withoutAnythingElseRowsOfAModelThatIsAwayAreFailures() throws Exception {
    BundleScorer scorer = cascade(OnFailure.deadLetter(), RoutedBundleTest::away);
    scorer.start();
    scorer.add("k", FakeRows.row(12, FakeRows.FINE));
    scorer.finish();

    assertThat(scorer.failure(0), is(ScoringFailure.of(Reason.MODEL_ERROR, "heavy is away", 1)));
  }

  @Test
  public void waitingAnswersEverythingOnceTheModelIsBack() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    BundleScorer scorer =
        cascade(
            OnFailure.waitFor(Duration.ofMinutes(1)),
            (rows, deadline) ->
                calls.incrementAndGet() < 4 ? away(rows, deadline) : heavy(rows, deadline));

    List<Prediction> predictions = run(scorer, 20);

    assertThat(predictions.get(12).score(), is((double) (FakeRows.scoreOf(12) + MORE)));
    assertThat(predictions.get(12).degraded(), is(false));
  }

  @Test
  public void aShadowThatGivesNoNumberIsNotComparedAsEqual() throws Exception {
    BundleScorer scorer =
        scorer(
            Routing.of(
                Router.shadow("heavy", Router.always("light")),
                RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build(),
                RoutedModel.named("heavy", FakeSource.of(2, 4, RoutedBundleTest::noNumbers))
                    .build()));

    run(scorer, 10);

    assertThat(scorer.tally().shadowMicros.count, is(0L));
    assertThat(scorer.tally().shadowGivenUp, is(10L));
  }

  @Test
  public void waitingEndsAsFailuresWhenPatienceDoes() throws Exception {
    BundleScorer scorer =
        cascade(OnFailure.waitFor(Duration.ofMillis(300)), RoutedBundleTest::away);
    scorer.start();
    scorer.add("k", FakeRows.row(12, FakeRows.FINE));
    scorer.finish();

    ScoringFailure failure = scorer.failure(0);
    assertThat(failure == null ? null : failure.reason(), is(Reason.MODEL_ERROR));
    assertThat(failure != null && failure.attempts() > 1, is(true));
  }

  @Test
  public void aThreadThatIsInterruptedStopsWaiting() throws Exception {
    BundleScorer scorer = cascade(OnFailure.waitFor(Duration.ofHours(1)), RoutedBundleTest::away);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiting =
        new Thread(
            () -> {
              try {
                run(scorer, 20);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    waiting.start();
    waiting.interrupt();
    waiting.join(60_000);

    assertThat(interrupted.get(), is(true));
  }

  @Test
  public void aShadowChangesNoAnswerAndItsDifferenceIsMeasured() throws Exception {
    BundleScorer scorer =
        scorer(
            Routing.of(
                Router.shadow("heavy", Router.always("light")),
                RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build(),
                RoutedModel.named("heavy", FakeSource.of(2, 4, RoutedBundleTest::heavy)).build()));

    List<Prediction> predictions = run(scorer, 10);

    assertThat(predictions.get(9).score(), is((double) FakeRows.scoreOf(9)));
    assertThat(scorer.tally().shadowMicros.count, is(10L));
    assertThat(scorer.tally().shadowMicros.most, is(500_000L));
  }

  @Test
  public void aShadowThatHangsIsAskedForFourBatchesAtMostAndGivenUpInTime() throws Exception {
    List<CompletableFuture<Scores>> calls = new ArrayList<>();
    BundleScorer scorer = shadowed(Duration.ofSeconds(1), calls);

    run(scorer, 100);
    long givenUp = scorer.tally().shadowGivenUp;
    assertThat(calls.size(), is(4));
    assertThat(givenUp, is(84L));

    long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (givenUp < 100 && System.nanoTime() < patience) {
      run(scorer, 0);
      givenUp += scorer.tally().shadowGivenUp;
    }
    assertThat(givenUp, is(100L));
    calls.forEach(call -> assertThat(call.isCancelled(), is(true)));
  }

  @Test
  public void aShadowThatIsSlowerThanABundleIsComparedAtTheEndOfALaterOne() throws Exception {
    List<CompletableFuture<Scores>> calls = new ArrayList<>();
    BundleScorer scorer = shadowed(Duration.ofMinutes(1), calls);
    run(scorer, 4);
    assertThat(scorer.tally().shadowMicros.count, is(0L));

    float[] answers = new float[4];
    for (int id = 0; id < 4; id++) {
      answers[id] = FakeRows.scoreOf(id) + 0.25f;
    }
    calls.get(0).complete(Scores.of(answers, "h"));
    run(scorer, 8);

    assertThat(scorer.tally().shadowMicros.count, is(4L));
    assertThat(scorer.tally().shadowMicros.least, is(250_000L));
    assertThat(scorer.tally().shadowMicros.most, is(250_000L));
    scorer.stop();
    assertThat(calls.get(1).isCancelled() && calls.get(2).isCancelled(), is(true));
  }

  @Test
  public void thePredictionTellsTheArmWhoeverAnswered() throws Exception {
    BundleScorer scorer =
        scorer(
            Routing.of(
                Router.split(
                    "ab",
                    Arm.of("control", 0, Router.always("light")),
                    Arm.of("treatment", 1, Router.always("heavy"))),
                RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build(),
                RoutedModel.named("heavy", FakeSource.of(2, 4, RoutedBundleTest::away))
                    .onFailure(OnFailure.fallBackTo("light"))
                    .build()));

    Prediction prediction = run(scorer, 10).get(9);

    assertThat(prediction.assignment(), is("ab/treatment"));
    assertThat(prediction.degraded(), is(true));
  }

  @Test
  public void armsCanShareTheOnlyModel() throws Exception {
    BundleScorer scorer =
        scorer(
            Routing.of(
                Router.split(
                    "aa",
                    Arm.of("one", 0, Router.always("light")),
                    Arm.of("other", 1, Router.always("light"))),
                RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build()));

    List<Prediction> predictions = run(scorer, 10);

    assertThat(predictions.get(3).assignment(), is("aa/other"));
    assertThat(predictions.get(3).score(), is((double) FakeRows.scoreOf(3)));
  }

  @Test
  public void anOutageOfOneBundleLeavesNothingToTheNext() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    BundleScorer scorer =
        cascade(
            OnFailure.fallBackTo("light"),
            (rows, deadline) -> away.get() ? away(rows, deadline) : heavy(rows, deadline));
    run(scorer, 20);
    away.set(false);

    List<Boolean> degraded = new ArrayList<>();
    run(scorer, 20).forEach(prediction -> degraded.add(prediction.degraded()));

    assertThat(degraded, everyItem(is(false)));
  }

  private static List<Prediction> run(BundleScorer scorer, int size) throws InterruptedException {
    scorer.start();
    for (int id = 0; id < size; id++) {
      scorer.add("k", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();
    List<Prediction> predictions = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      predictions.add(scorer.prediction(id));
    }
    return predictions;
  }

  private static BundleScorer cascade(OnFailure onFailure, FakeSource.Behaviour heavy)
      throws Exception {
    return scorer(
        RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build(),
        RoutedModel.named("heavy", FakeSource.of(2, 4, heavy)).onFailure(onFailure).build());
  }

  private static BundleScorer scorer(RoutedModel light, RoutedModel heavy) throws Exception {
    return scorer(Routing.of(Router.cascade("light", BAND, Router.always("heavy")), light, heavy));
  }

  private static BundleScorer scorer(Routing routing) throws Exception {
    List<Model> models = new ArrayList<>();
    for (RoutedModel routed : routing.models()) {
      models.add(routed.source().open());
    }
    return new BundleScorer(routing, models);
  }

  /** The light model answers; the heavy one is its shadow, and a test answers for it. */
  private static BundleScorer shadowed(Duration deadline, List<CompletableFuture<Scores>> calls)
      throws Exception {
    FakeSource.Behaviour pending =
        (rows, unused) -> {
          CompletableFuture<Scores> call = new CompletableFuture<>();
          calls.add(call);
          return call;
        };
    return scorer(
        Routing.of(
            Router.shadow("heavy", Router.always("light")),
            RoutedModel.named("light", FakeSource.of(2, 4, FakeRows::score)).build(),
            RoutedModel.named("heavy", FakeSource.of(2, 4, pending)).deadline(deadline).build()));
  }

  private static CompletableFuture<Scores> noNumbers(FeatureRows rows, Duration unused) {
    float[] scores = new float[rows.rows()];
    Arrays.fill(scores, Float.NaN);
    return CompletableFuture.completedFuture(Scores.of(scores, "h"));
  }

  private static CompletableFuture<Scores> away(FeatureRows rows, Duration unused) {
    return CompletableFuture.failedFuture(
        new ScoringException(ScoringException.Kind.TRANSIENT, "heavy is away"));
  }

  private static CompletableFuture<Scores> heavy(FeatureRows rows, Duration deadline) {
    float[] scores = FakeRows.score(rows, deadline).join().toArray();
    for (int row = 0; row < scores.length; row++) {
      scores[row] += MORE;
    }
    return CompletableFuture.completedFuture(Scores.of(scores, "h2"));
  }
}
