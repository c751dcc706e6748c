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
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A model whose calls a test answers, after as many quick ones as save for one second call. */
@RunWith(JUnitQuickcheck.class)
public final class HedgingTest {
  private static final FeatureRows ROWS = FeatureRows.copyOf(FakeRows.row(3, FakeRows.FINE));

  private final BlockingQueue<CompletableFuture<Scores>> calls = new LinkedBlockingQueue<>();
  private volatile FakeSource.Behaviour behaviour = FakeRows::score;
  private final FakeSource source =
      FakeSource.of(2, 2, (rows, deadline) -> behaviour.score(rows, deadline));
  private final RoutedModel routed =
      RoutedModel.named("hedged", source)
          .resilience(Resilience.builder().attempts(1).hedgeAfter(Duration.ofMillis(1)).build())
          .build();
  private final Model model = open(routed);

  @After
  public void close() {
    model.close();
  }

  /** On whichever thread the other answer was taken, a moment after the caller has it. */
  private static void awaitGivenUp(CompletableFuture<Scores> call) throws Exception {
    Throwable end = call.handle((scores, failure) -> failure).get(60, TimeUnit.SECONDS);
    assertThat(end, is(instanceOf(CancellationException.class)));
  }

  @Test
  public void theSecondAnswerCountsAndTheFirstCallIsGivenUp() throws Exception {
    CompletableFuture<Scores> answer = askSlowly();
    CompletableFuture<Scores> first = next();
    CompletableFuture<Scores> second = next();

    second.complete(Scores.of(new float[] {0.5f}, "second"));

    assertThat(answer.get(60, TimeUnit.SECONDS).version(), is("second"));
    awaitGivenUp(first);
    assertThat(((GuardedCall) answer).attempts(), is(2));
    assertThat("made elsewhere than", source.counts().earlier, is(List.of(first)));
    assertThat(calls.isEmpty(), is(true));
  }

  @Test
  public void theFirstAnswerCountsAndTheSecondCallIsGivenUp() throws Exception {
    CompletableFuture<Scores> answer = askSlowly();
    CompletableFuture<Scores> first = next();
    CompletableFuture<Scores> second = next();

    first.complete(Scores.of(new float[] {0.5f}, "first"));

    assertThat(answer.get(60, TimeUnit.SECONDS).version(), is("first"));
    awaitGivenUp(second);
  }

  @Test
  public void oneFailureWaitsForTheOtherCallAndTwoFail() throws Exception {
    CompletableFuture<Scores> answer = askSlowly();
    CompletableFuture<Scores> first = next();
    CompletableFuture<Scores> second = next();
    first.completeExceptionally(new IllegalStateException("one"));
    assertThat(answer.isDone(), is(false));

    second.completeExceptionally(new IllegalStateException("two"));

    assertThat(
        String.valueOf(
            assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS))
                .getCause()),
        containsString("two"));
  }

  @Test
  public void givingUpGivesUpBoth() throws Exception {
    CompletableFuture<Scores> answer = askSlowly();
    CompletableFuture<Scores> first = next();
    CompletableFuture<Scores> second = next();

    answer.cancel(true);

    awaitGivenUp(first);
    awaitGivenUp(second);
  }

  @Test
  public void rowsThatAGivenUpCallMayStillReadDoNotChangeAndItIsCounted() throws Exception {
    save();
    List<FeatureRows> read = new CopyOnWriteArrayList<>();
    behaviour =
        (rows, deadline) -> {
          read.add(rows);
          if (read.size() == 1) {
            return new CompletableFuture<>();
          }
          return FakeRows.score(rows, deadline);
        };
    BundleScorer scorer = new BundleScorer(Routing.only(routed), List.of(model));
    scorer.start();
    scorer.add("", FakeRows.row(1, FakeRows.FINE));
    scorer.finish();
    assertThat(scorer.score(0), is(FakeRows.scoreOf(1)));
    assertThat(scorer.tally().hedged, is(1L));

    for (int id = 2; id < 20; id++) {
      scorer.start();
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
      scorer.finish();
    }

    assertThat(read.get(0).value(0, 0), is(1f));
  }

  @Property(trials = 50)
  public void notMoreThanOneCallInTwentyIsMadeTwice(long seed) {
    Random random = new Random(seed);
    HedgeBudget budget = new HedgeBudget();
    int twice = 0;
    for (int call = 1; call <= 1_000; call++) {
      budget.asked();
      twice += random.nextInt(3) == 0 && budget.take() ? 1 : 0;
      assertThat(20 * twice, is(lessThanOrEqualTo(call)));
    }
  }

  @Test
  public void settingsAreCheckedWhereTheyEnter() {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> Resilience.builder().hedgeAfter(Duration.ZERO))
            .getMessage(),
        is("hedgeAfter is PT0S; allowed: PT0.001S to PT1H"));
  }

  private static Model open(RoutedModel routed) {
    try {
      return routed.source().open();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Twenty calls that are answered at once. */
  private void save() throws Exception {
    for (int call = 0; call < 20; call++) {
      model.score(ROWS, Duration.ofMinutes(1)).get(60, TimeUnit.SECONDS);
    }
  }

  private CompletableFuture<Scores> askSlowly() throws Exception {
    save();
    behaviour =
        (rows, deadline) -> {
          CompletableFuture<Scores> call = new CompletableFuture<>();
          calls.add(call);
          return call;
        };
    return model.score(ROWS, Duration.ofMinutes(1));
  }

  private CompletableFuture<Scores> next() throws InterruptedException {
    CompletableFuture<Scores> call = calls.poll(60, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no call");
    }
    return call;
  }
}
