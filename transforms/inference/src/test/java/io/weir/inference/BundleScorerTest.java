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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class BundleScorerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Property(trials = 200)
  public void everyRowHasTheOutcomeThatItWouldHaveAlone(
      @InRange(minInt = 0, maxInt = 60) int size,
      @InRange(minInt = 1, maxInt = 9) int maxBatch,
      @InRange(minInt = 1, maxInt = 3) int maxInFlight,
      long seed)
      throws Exception {
    Random random = new Random(seed);
    int[] fates = new int[size];
    for (int id = 0; id < size; id++) {
      fates[id] = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : FakeRows.FINE;
    }
    BundleScorer scorer = scorer(maxBatch, LONG, maxInFlight, FakeRows::score);
    for (int bundle = 0; bundle < 2; bundle++) {
      scorer.start();
      for (int id = 0; id < size; id++) {
        scorer.add("", FakeRows.row(id, fates[id]));
      }
      scorer.finish();

      assertThat(scorer.size(), is(size));
      int failed = 0;
      for (int id = 0; id < size; id++) {
        ScoringFailure failure = scorer.failure(id);
        if (fates[id] == FakeRows.FINE) {
          assertThat(failure, is(nullValue()));
          assertThat(scorer.score(id), is(FakeRows.scoreOf(id)));
        } else {
          Reason expected =
              fates[id] == FakeRows.BREAKS ? Reason.MODEL_ERROR : Reason.INVALID_SCORE;
          assertThat(failure == null ? null : failure.reason(), is(expected));
          failed++;
        }
      }
      assertThat(scorer.tally().failed, is((long) failed));
      assertThat(scorer.tally().scored, is((long) size - failed));
    }
  }

  @Test
  public void aBadRowIsFoundByHalvingAndSaysHowOftenItWasTried() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    BundleScorer scorer =
        scorer(
            8,
            LONG,
            1,
            (rows, deadline) -> {
              calls.incrementAndGet();
              return FakeRows.score(rows, deadline);
            });

    scorer.start();
    for (int id = 0; id < 8; id++) {
      scorer.add("", FakeRows.row(id, id == 5 ? FakeRows.BREAKS : FakeRows.FINE));
    }
    scorer.finish();

    // 8; then 4 + 4; of the second, 2 + 2; of its first, 1 + 1.
    assertThat(calls.get(), is(7));
    assertThat(
        scorer.failure(5),
        is(ScoringFailure.of(Reason.MODEL_ERROR, "IllegalStateException: row 5 is broken", 4)));
    assertThat(scorer.tally().failedCalls, is(4L));
  }

  @Test
  public void aScoreThatIsNoNumberFailsItsRowAlone() throws Exception {
    BundleScorer scorer = scorer(4, LONG, 1, FakeRows::score);

    scorer.start();
    scorer.add("", FakeRows.row(1, FakeRows.NOT_A_NUMBER));
    scorer.add("", FakeRows.row(2, FakeRows.FINE));
    scorer.add("", FakeRows.row(3, FakeRows.INFINITE));
    scorer.finish();

    assertThat(
        scorer.failure(0),
        is(ScoringFailure.of(Reason.INVALID_SCORE, "score is NaN; allowed: a finite number", 1)));
    assertThat(scorer.score(1), is(FakeRows.scoreOf(2)));
    assertThat(
        scorer.failure(2),
        is(
            ScoringFailure.of(
                Reason.INVALID_SCORE, "score is -Infinity; allowed: a finite number", 1)));
  }

  @Test
  public void aBatchThatIsNeverAnsweredFailsAtItsDeadlineAndIsCancelled() throws Exception {
    List<CompletableFuture<Scores>> given = new ArrayList<>();
    BundleScorer scorer =
        scorer(
            2,
            Duration.ofMillis(20),
            4,
            (rows, deadline) -> {
              CompletableFuture<Scores> call = FakeRows.score(rows, deadline);
              given.add(call);
              return call;
            });

    scorer.start();
    for (int id = 0; id < 6; id++) {
      scorer.add("", FakeRows.row(id, id == 2 ? FakeRows.HANGS : FakeRows.FINE));
    }
    scorer.finish();

    ScoringFailure expected =
        ScoringFailure.of(
            Reason.DEADLINE_EXCEEDED, "no answer within PT0.02S from model fake 7 (embedded)", 1);
    assertThat(scorer.failure(2), is(expected));
    assertThat(scorer.failure(3), is(expected));
    assertThat(scorer.score(4), is(FakeRows.scoreOf(4)));
    assertThat(given.get(1).isCancelled(), is(true));
  }

  @Test
  public void aModelThatSaysItWasTooLateIsNotAskedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    BundleScorer scorer =
        scorer(
            4,
            LONG,
            1,
            (rows, deadline) -> {
              calls.incrementAndGet();
              return CompletableFuture.failedFuture(new TimeoutException("late"));
            });

    scorer.start();
    scorer.add("", FakeRows.row(0, FakeRows.FINE));
    scorer.add("", FakeRows.row(1, FakeRows.FINE));
    scorer.finish();

    assertThat(calls.get(), is(1));
    assertThat(
        scorer.failure(1) == null ? null : scorer.failure(1).reason(),
        is(Reason.DEADLINE_EXCEEDED));
  }

  @Test
  public void halvingEndsWhenTheTimeForAllAttemptsIsSpent() throws Exception {
    List<Duration> given = new ArrayList<>();
    BundleScorer scorer =
        scorer(
            4,
            Duration.ofMillis(30),
            1,
            (rows, deadline) -> {
              given.add(deadline);
              long start = System.nanoTime();
              while (System.nanoTime() - start < deadline.toNanos()) {
                Thread.onSpinWait();
              }
              throw new IllegalStateException("broken");
            });

    scorer.start();
    for (int id = 0; id < 4; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    assertThat(given, is(List.of(Duration.ofMillis(30))));
    assertThat(
        scorer.failure(3),
        is(
            ScoringFailure.of(
                Reason.DEADLINE_EXCEEDED,
                "the PT0.03S for all attempts are spent; last: IllegalStateException: broken",
                1)));
  }

  @Test
  public void aModelThatGivesTooFewScoresFails() throws Exception {
    BundleScorer scorer =
        scorer(
            4,
            LONG,
            1,
            (rows, deadline) -> CompletableFuture.completedFuture(Scores.of(new float[0], "1")));

    scorer.start();
    scorer.add("", FakeRows.row(0, FakeRows.FINE));
    scorer.finish();

    assertThat(
        String.valueOf(scorer.failure(0)), containsString("the model gave 0 scores for 1 rows"));
  }

  @Test
  public void batchesAreWithTheModelAtTheSameTimeUpToTheLimit() throws Exception {
    // Answers only when three calls wait: calling one after the other would never end.
    List<Runnable> waiting = new ArrayList<>();
    BundleScorer scorer =
        scorer(
            1,
            LONG,
            3,
            (rows, deadline) -> {
              CompletableFuture<Scores> call = new CompletableFuture<>();
              Scores scores = FakeRows.score(rows, deadline).join();
              waiting.add(() -> call.complete(scores));
              if (waiting.size() == 3) {
                // The last first: the order of answers must not matter.
                waiting.get(2).run();
                waiting.get(1).run();
                waiting.get(0).run();
                waiting.clear();
              }
              return call;
            });

    scorer.start();
    for (int id = 0; id < 9; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    for (int id = 0; id < 9; id++) {
      assertThat(scorer.failure(id), is(nullValue()));
      assertThat(scorer.score(id), is(FakeRows.scoreOf(id)));
    }
  }

  @Test
  public void neverMoreBatchesThanTheLimitAreWithTheModel() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      BundleScorer scorer =
          scorer(
              2,
              LONG,
              3,
              (rows, deadline) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                return CompletableFuture.supplyAsync(
                    () -> {
                      Scores scores = FakeRows.score(rows, deadline).join();
                      now.decrementAndGet();
                      return scores;
                    },
                    executor);
              });
      scorer.start();
      for (int id = 0; id < 1001; id++) {
        scorer.add("", FakeRows.row(id, FakeRows.FINE));
      }
      scorer.finish();

      for (int id = 0; id < 1001; id++) {
        assertThat(scorer.score(id), is(FakeRows.scoreOf(id)));
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(most.get(), is(lessThanOrEqualTo(3)));
  }

  @Test
  public void aBundleThatWasBrokenOffLeavesNothingToTheNext() throws Exception {
    BundleScorer scorer = scorer(4, LONG, 2, FakeRows::score);
    scorer.start();
    scorer.add("", FakeRows.row(900, FakeRows.BREAKS));
    scorer.add("", FakeRows.row(901, FakeRows.FINE));

    scorer.start();
    scorer.add("", FakeRows.row(1, FakeRows.FINE));
    scorer.finish();

    assertThat(scorer.size(), is(1));
    assertThat(scorer.score(0), is(FakeRows.scoreOf(1)));
    assertThat(scorer.tally().batchRows.sum, is(1L));
  }

  @Test
  public void anErrorOfTheProcessIsNoFailureOfARow() throws Exception {
    BundleScorer scorer =
        scorer(
            4,
            LONG,
            1,
            (rows, deadline) ->
                CompletableFuture.failedFuture(new NoClassDefFoundError("native library")));
    scorer.start();
    scorer.add("", FakeRows.row(1, FakeRows.FINE));

    assertThrows(NoClassDefFoundError.class, scorer::finish);
  }

  @Test
  public void aRowOfAnotherLengthIsRefused() throws Exception {
    BundleScorer scorer = scorer(4, LONG, 1, FakeRows::score);
    scorer.start();

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> scorer.add("", new float[3]))
            .getMessage(),
        is("row has length 3; allowed: 2, the number of features of model fake 7 (embedded)"));
  }

  private static BundleScorer scorer(
      int maxBatch, Duration deadline, int maxInFlight, FakeSource.Behaviour behaviour)
      throws Exception {
    FakeSource source = FakeSource.of(2, maxBatch, behaviour);
    RoutedModel only =
        RoutedModel.named("only", source).deadline(deadline).maxInFlight(maxInFlight).build();
    return new BundleScorer(Routing.only(only), List.of(source.open()));
  }
}
