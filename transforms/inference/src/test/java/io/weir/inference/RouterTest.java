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
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class RouterTest {
  private static final List<String> MODELS = List.of("light", "heavy", "other");
  private static final List<String> FEATURES = List.of("a", "b");

  @Test
  public void aCascadeEscalatesWithinItsBandAndNowhereElse() {
    Route route = over(Router.cascade("light", Band.of(0.25, 0.5), Router.always("heavy")));
    RoutedRow row = row("k", 0, 0);

    assertThat(route.first(row), is(0));
    assertThat(route.after(row, 0, 0.24f), is(Route.ANSWER));
    assertThat(route.after(row, 0, 0.25f), is(1));
    assertThat(route.after(row, 0, 0.5f), is(1));
    assertThat(route.after(row, 0, 0.51f), is(Route.ANSWER));
    assertThat(route.after(row, 1, 0.3f), is(Route.ANSWER));
  }

  @Test
  public void partsCanBePutTogether() {
    Route route =
        over(
            Router.when(
                Condition.above("b", 10).and(Condition.below("a", 0)),
                Router.always("heavy"),
                Router.cascade(
                    "light",
                    Band.of(0, 1),
                    Router.cascade("other", Band.of(0.5, 1), Router.always("heavy")))));

    assertThat(route.first(row("k", -1, 11)), is(1));
    assertThat(route.first(row("k", 1, 11)), is(0));
    assertThat(route.after(row("k", 1, 11), 0, 0.1f), is(2));
    assertThat(route.after(row("k", 1, 11), 2, 0.6f), is(1));
    assertThat(route.after(row("k", 1, 11), 2, 0.4f), is(Route.ANSWER));
    assertThat(route.after(row("k", -1, 11), 1, 0.4f), is(Route.ANSWER));
  }

  @Property(trials = 50)
  public void aCanaryKeepsEachKeyOnItsSideWhileItsShareGrows(
      @InRange(minDouble = 0, maxDouble = 1) double share,
      @InRange(minDouble = 0, maxDouble = 1) double other) {
    Route smaller = over(canary(Math.min(share, other)));
    Route larger = over(canary(Math.max(share, other)));
    int candidates = 0;
    for (int key = 0; key < 4_000; key++) {
      RoutedRow row = row("card-" + key, 0, 0);
      if (smaller.first(row) == 1) {
        assertThat(larger.first(row), is(1));
        candidates++;
      }
    }
    assertThat(candidates / 4_000.0, is(closeTo(Math.min(share, other), 0.04)));
  }

  @Property(trials = 30)
  public void theArmsOfAnExperimentHaveTheirSharesAndKeepTheirKeys(
      @InRange(minDouble = 0, maxDouble = 1) double share, @InRange(minInt = 0) int number) {
    Router split =
        Router.split(
            "experiment-" + number,
            Arm.of("a", share, Router.always("light")),
            Arm.of("b", 1 - share, Router.always("heavy")));
    Route route = over(split);
    Route again = over(SerializableUtils.clone(split));
    int first = 0;
    for (int key = 0; key < 4_000; key++) {
      RoutedRow row = row("card-" + key, 0, 0);
      int model = route.first(row);
      String arm = model == 0 ? "a" : "b";
      assertThat(row.assignment(), is("experiment-" + number + "/" + arm));
      assertThat(again.first(row("card-" + key, 9, 9)), is(model));
      assertThat(route.after(row, model, 0.5f), is(Route.ANSWER));
      first += model == 0 ? 1 : 0;
    }
    assertThat(first / 4_000.0, is(closeTo(share, 0.04)));
  }

  @Test
  public void experimentsMixTheKeysIndependently() {
    Route one = over(halves("one"));
    Route other = over(halves("two"));
    int together = 0;
    for (int key = 0; key < 10_000; key++) {
      if (one.first(row("card-" + key, 0, 0)) == other.first(row("card-" + key, 0, 0))) {
        together++;
      }
    }
    assertThat(together / 10_000.0, is(closeTo(0.5, 0.03)));
  }

  @Test
  public void aRowIsAssignedToTheExperimentsThatItMeetsAndToNoOthers() {
    Route route =
        over(
            Router.cascade(
                "light",
                Band.of(0.5, 1),
                Router.canary("canary", 1, Router.split("ab", heavy("a", 1)), heavy())));
    RoutedRow row = row("k", 0, 0);

    assertThat(route.first(row), is(0));
    assertThat(route.after(row, 0, 0.4f), is(Route.ANSWER));
    assertThat(row.assignment(), is(""));
    assertThat(route.after(row, 0, 0.6f), is(1));
    assertThat(row.assignment(), is("canary/candidate,ab/a"));
  }

  @Test
  public void anExperimentIsCheckedWhenItIsMade() {
    assertThat(refusal(() -> Router.split("x")), is("arms is empty; allowed: at least one"));
    assertThat(
        refusal(() -> Router.split("x", heavy("a", 0.5), heavy("a", 0.5))),
        is("arms are [a, a]; allowed: each name once"));
    assertThat(
        refusal(() -> Router.split("x", heavy("a", 0.5), heavy("b", 0.4))),
        is("shares of [a, b] sum to 0.9; allowed: shares of sum 1"));
    assertThat(
        refusal(() -> heavy("a,b", 1)), containsString("name is \"a,b\"; allowed: 1 to 100"));
    assertThat(refusal(() -> heavy("a", -0.1)), is("share is -0.1; allowed: 0 to 1"));
    Router thirds =
        Router.split("x", heavy("a", 1 / 3.0), heavy("b", 1 / 3.0), heavy("c", 1 / 3.0));
    assertThat(over(thirds).first(row("k", 0, 0)), is(1));
  }

  @Test
  public void aShadowIsAskedBesideAndDecidesNothing() {
    Route route = over(Router.shadow("heavy", Router.always("light")));

    assertThat(route.first(row("k", 0, 0)), is(0));
    assertThat(route.shadow(row("k", 0, 0)), is(1));
    assertThat(route.after(row("k", 0, 0), 0, 0.5f), is(Route.ANSWER));
  }

  @Test
  public void aRouterTravelsAndExplainsItself() {
    Router router =
        SerializableUtils.clone(
            Router.when(
                Condition.above("a", 3),
                canary(0.25),
                Router.cascade("light", Band.of(0.1, 0.2), Router.always("heavy"))));

    assertThat(
        router.explain(),
        is(
            "where a > 3.0:\n"
                + "  for 25.0 % of the keys:\n"
                + "    heavy answers\n"
                + "  for the others:\n"
                + "    light answers\n"
                + "else:\n"
                + "  light answers, but in 0.1 to 0.2:\n"
                + "    heavy answers\n"));
    assertThat(new ArrayList<>(router.models()), is(List.of("heavy", "light")));
  }

  @Test
  public void aRoutingIsCheckedWhenItIsMade() {
    RoutedModel light = model("light", OnFailure.deadLetter());
    RoutedModel circle = model("light", OnFailure.fallBackTo("heavy"));
    RoutedModel heavy = model("heavy", OnFailure.fallBackTo("light"));

    assertThat(
        refusal(() -> Routing.of(Router.always("heavy"), light)),
        containsString("router asks heavy; allowed: one of [light]"));
    assertThat(
        refusal(() -> Routing.of(Router.always("light"), light, heavy)),
        containsString("model heavy is asked by nobody"));
    assertThat(
        refusal(() -> Routing.of(Router.always("heavy"), circle, heavy)),
        containsString("in a circle"));
    assertThat(
        refusal(
            () ->
                Routing.of(
                    Router.when(
                        Condition.above("z", 1), Router.always("light"), Router.always("light")),
                    light)),
        containsString("feature is z; allowed: one of [a, b]"));
    assertThat(
        refusal(() -> Router.cascade("light", Band.of(0, 1), Router.always("light"))),
        containsString("asks again"));
    assertThat(
        Routing.of(Router.always("heavy"), light, heavy).explain(),
        containsString("heavy: fake 7 (embedded), deadline PT30S, on failure fall-back to light"));
  }

  private static Router canary(double share) {
    return Router.canary("salt", share, Router.always("heavy"), Router.always("light"));
  }

  private static Router halves(String experiment) {
    return Router.split(
        experiment, Arm.of("a", 0.5, Router.always("light")), Arm.of("b", 0.5, heavy()));
  }

  private static Arm heavy(String name, double share) {
    return Arm.of(name, share, heavy());
  }

  private static Router heavy() {
    return Router.always("heavy");
  }

  private static String refusal(Runnable wrong) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
  }

  private static RoutedModel model(String name, OnFailure onFailure) {
    return RoutedModel.named(name, FakeSource.of(2, 8, FakeRows::score))
        .onFailure(onFailure)
        .build();
  }

  private static Route over(Router router) {
    return router.over(new RouteInputs(MODELS, FEATURES));
  }

  private static RoutedRow row(String key, float a, float b) {
    return new RoutedRow(key, new float[] {a, b});
  }
}
