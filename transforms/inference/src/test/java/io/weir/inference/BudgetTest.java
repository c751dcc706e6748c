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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Everything in virtual time. */
@RunWith(JUnitQuickcheck.class)
public final class BudgetTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final long[] callMillis = new long[3];

  @Test
  public void thePreferredModelIsAskedOnlyWhereMoreTimeIsLeftThanItTakes() {
    Route route = over(budget(50, Router.always("heavy"), Router.always("light")));
    callMillis[1] = 20;

    assertThat(route.first(row(0)), is(1));
    clock.set(29 * MILLI);
    assertThat(route.first(row(0)), is(1));
    clock.set(30 * MILLI);
    assertThat(route.first(row(0)), is(0));
    assertThat(route.first(row(10 * MILLI)), is(1));
  }

  @Test
  public void aModelOfWhichNothingIsKnownIsAskedWhileTimeIsLeft() {
    Route route = over(budget(50, Router.always("heavy"), Router.always("light")));

    assertThat(route.first(row(0)), is(1));
    clock.set(50 * MILLI);
    assertThat(route.first(row(0)), is(0));
  }

  @Test
  public void allModelsOfACascadeMustFit() {
    Route route =
        over(
            budget(
                50,
                Router.cascade("other", Band.of(0, 1), Router.always("heavy")),
                Router.always("light")));
    callMillis[1] = 30;
    callMillis[2] = 19;
    assertThat(route.first(row(0)), is(2));
    callMillis[2] = 20;
    assertThat(route.first(row(0)), is(0));
  }

  @Test
  public void whatWasDecidedForARowHoldsAlthoughTimeGoesOn() {
    Route route =
        over(
            budget(
                50,
                Router.cascade("other", Band.of(0.5, 1), Router.always("heavy")),
                Router.always("other")));
    RoutedRow inTime = row(0);
    RoutedRow late = row(-60 * MILLI);
    assertThat(route.first(inTime), is(2));
    assertThat(route.first(late), is(2));
    clock.set(100 * MILLI);

    assertThat(route.after(inTime, 2, 0.7f), is(1));
    assertThat(route.after(late, 2, 0.7f), is(Route.ANSWER));
  }

  @Test
  public void behindACascadeTheLightAnswerStandsWhereTheTimeIsOver() {
    Router router =
        Router.cascade(
            "light", Band.of(0.5, 1), budget(50, Router.always("heavy"), Router.always("light")));
    Route route = over(router);
    callMillis[1] = 20;
    RoutedRow row = row(0);
    assertThat(route.first(row), is(0));
    assertThat(route.after(row, 0, 0.6f), is(1));
    assertThat(route.after(row, 1, 0.6f), is(Route.ANSWER));

    RoutedRow later = row(0);
    assertThat(route.first(later), is(0));
    clock.set(40 * MILLI);
    assertThat(route.after(later, 0, 0.6f), is(Route.ANSWER));
    assertThat(
        router.explain(),
        is(
            "light answers, but in 0.5 to 1.0:\n"
                + "  where enough is left of PT0.05S:\n"
                + "    heavy answers\n"
                + "  else:\n"
                + "    light answers\n"));
  }

  @Test
  public void aBudgetIsCheckedWhenItIsMadeAndIsNotReproducible() {
    assertThat(
        refusal(() -> budget(0, Router.always("a"), Router.always("b"))),
        is("within is PT0S; allowed: more than zero, at most PT1H"));
    assertThat(
        refusal(() -> budget(1, Router.shadow("a", Router.always("b")), Router.always("b"))),
        containsString("allowed: a shadow of the budget"));
    assertThat(
        refusal(
            () ->
                Router.cascade(
                    "a", Band.of(0, 1), budget(1, Router.always("a"), Router.always("a")))),
        containsString("asks again"));
    assertThat(budget(1, Router.always("a"), Router.always("b")).isReproducible(), is(false));
    assertThat(Router.always("a").isReproducible(), is(true));
  }

  @Test
  public void callsAreExpectedToTakeWhatTheyTookAndSomeMore() {
    RecentCalls calls = new RecentCalls(clock::get);
    assertThat(calls.nanos(), is(0L));
    for (int i = 0; i < 100; i++) {
      call(calls, 20 * MILLI);
    }
    assertThat(calls.nanos(), greaterThan(19 * MILLI));
    assertThat(calls.nanos(), lessThan(25 * MILLI));
    call(calls, 200 * MILLI);
    assertThat(calls.nanos(), greaterThan(100 * MILLI));
  }

  @Test
  public void aModelThatWasTooSlowIsTriedAgainSomeTime() {
    RecentCalls calls = new RecentCalls(clock::get);
    call(calls, 2_000 * MILLI);
    assertThat(calls.nanos(), is(6_000 * MILLI));
    clock.addAndGet(4_000 * MILLI);
    assertThat(calls.nanos(), is(6_000 * MILLI));
    clock.addAndGet(36_000 * MILLI);
    assertThat(calls.nanos(), lessThan(50 * MILLI));
    call(calls, 10 * MILLI);
    assertThat(calls.nanos(), lessThan(50 * MILLI));
  }

  @Test
  public void aCallThatIsGivenUpCountsAndOneThatFailsAtOnceDoesNot() {
    RecentCalls calls = new RecentCalls(clock::get);
    call(calls, 10 * MILLI);
    fail(calls, 0, new IllegalStateException("circuit open"));
    assertThat(calls.nanos(), is(30 * MILLI));
    fail(calls, 5 * MILLI, new TimeoutException());
    assertThat(calls.nanos(), is(30 * MILLI));
    fail(calls, 1_000 * MILLI, new TimeoutException());
    assertThat(calls.nanos(), greaterThan(1_000 * MILLI));
  }

  @Property(trials = 100)
  public void everyRowIsAnsweredWhateverTheTime(long seed) throws Exception {
    Random random = new Random(seed);
    Router router = budget(20, new RandomRouters(seed).unshadowed(), Router.always("light"));
    BundleScorer scorer = scorer(router, random);
    for (int bundle = 0; bundle < 3; bundle++) {
      scorer.start();
      int size = random.nextInt(60);
      for (int id = 0; id < size; id++) {
        clock.addAndGet(random.nextInt((int) MILLI));
        scorer.add("card-" + id, FakeRows.row(id, FakeRows.FINE), random.nextInt(30) * MILLI);
      }
      scorer.finish();
      for (int id = 0; id < size; id++) {
        assertThat(scorer.failure(id), is(nullValue()));
        assertThat(scorer.prediction(id).score(), is((double) FakeRows.scoreOf(id)));
      }
    }
  }

  @Test
  public void aSlowModelIsLeftToItselfOnceItsCallsDoNotFit() throws Exception {
    Routing routing =
        Routing.of(
            budget(50, Router.always("heavy"), Router.always("light")),
            RoutedModel.named("light", FakeSource.of(2, 1, FakeRows::score)).build(),
            RoutedModel.named("heavy", FakeSource.of(2, 1, (rows, deadline) -> slow(rows, 200)))
                .build());
    BundleScorer scorer = new BundleScorer(routing, open(routing), clock::get);
    scorer.start();
    for (int id = 0; id < 10; id++) {
      scorer.add("k", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    assertThat(scorer.prediction(0).version(), is("slow"));
    for (int id = 1; id < 10; id++) {
      assertThat(scorer.prediction(id).version(), is("7"));
      assertThat(scorer.prediction(id).degraded(), is(false));
    }
  }

  private CompletableFuture<Scores> slow(FeatureRows rows, long millis) {
    clock.addAndGet(millis * MILLI);
    return CompletableFuture.completedFuture(Scores.of(new float[rows.rows()], "slow"));
  }

  private BundleScorer scorer(Router router, Random random) throws Exception {
    List<RoutedModel> models = new ArrayList<>();
    for (String name : router.models()) {
      FakeSource source =
          FakeSource.of(
              2,
              1 + random.nextInt(5),
              (rows, deadline) -> {
                clock.addAndGet(random.nextInt(15) * MILLI);
                return FakeRows.score(rows, deadline);
              });
      models.add(RoutedModel.named(name, source).build());
    }
    Routing routing = Routing.of(router, models.toArray(new RoutedModel[0]));
    return new BundleScorer(routing, open(routing), clock::get);
  }

  private static List<Model> open(Routing routing) throws Exception {
    List<Model> models = new ArrayList<>();
    for (RoutedModel routed : routing.models()) {
      models.add(routed.source().open());
    }
    return models;
  }

  private void call(RecentCalls calls, long nanos) {
    CompletableFuture<Scores> call = new CompletableFuture<>();
    CompletableFuture<Scores> timed = calls.time(() -> call);
    clock.addAndGet(nanos);
    call.complete(Scores.of(new float[1], "7"));
    assertThat(timed.isDone(), is(true));
  }

  private void fail(RecentCalls calls, long nanos, Exception failure) {
    CompletableFuture<Scores> call = new CompletableFuture<>();
    CompletableFuture<Scores> timed = calls.time(() -> call);
    clock.addAndGet(nanos);
    call.completeExceptionally(failure);
    assertThat(timed.isCompletedExceptionally(), is(true));
  }

  private Route over(Router router) {
    return router.over(
        new RouteInputs(
            List.of("light", "heavy", "other"),
            List.of("a", "b"),
            clock::get,
            model -> callMillis[model] * MILLI));
  }

  private static Router budget(long millis, Router preferred, Router fast) {
    return Router.budget(Duration.ofMillis(millis), preferred, fast);
  }

  private static RoutedRow row(long acceptedNanos) {
    return new RoutedRow("k", new float[2], acceptedNanos);
  }

  private static String refusal(Runnable wrong) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
  }
}
