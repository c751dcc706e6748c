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
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Against models whose latency is a curve, in time that only passes there. */
@RunWith(JUnitQuickcheck.class)
public final class BatchSizerTest {
  private static final int LEAST = 2;
  private static final int MOST = 1024;

  /** A call takes so long, plus so long for each row, plus so long for each pair of rows. */
  private static final class Curve {
    final double call;
    final double row;
    final double pair;

    Curve(double callMicros, double rowMicros, double pairMicros) {
      this.call = callMicros;
      this.row = rowMicros;
      this.pair = pairMicros;
    }

    double micros(int rows) {
      return call + row * rows + pair * rows * rows;
    }

    double rate(int rows) {
      return rows / micros(rows);
    }

    /** The best rate within a budget. */
    double best(double budgetMicros) {
      double best = 0;
      for (int rows = LEAST; rows <= MOST; rows++) {
        best = micros(rows) <= budgetMicros ? Math.max(best, rate(rows)) : best;
      }
      return best;
    }
  }

  /** What many calls came to. */
  private static final class Run {
    double rows;
    double micros;
    int over;
    int mostOverInARow;

    double rate() {
      return rows / micros;
    }
  }

  @Property(trials = 100)
  public void itComesNearTheBestRateWithinTheBudgetAndSeldomExceedsIt(
      @InRange(minDouble = 50, maxDouble = 5_000) double callMicros,
      @InRange(minDouble = 1, maxDouble = 200) double rowMicros,
      @InRange(minDouble = 0, maxDouble = 0.2) double pairMicros,
      @InRange(minDouble = 1.5, maxDouble = 50) double room,
      long seed) {
    Curve curve = new Curve(callMicros, rowMicros, pairMicros);
    double budget = curve.micros(LEAST) * room;
    Random random = new Random(seed);
    BatchSizer sizer = sizer(budget);
    run(sizer, curve, budget, 2_000, random);

    Run settled = run(sizer, curve, budget, 4_000, random);

    assertThat(settled.rate(), is(greaterThan(0.7 * curve.best(budget))));
    assertThat(settled.over, is(lessThan(4_000 / 20)));
    assertThat(settled.mostOverInARow, is(lessThanOrEqualTo(8)));
  }

  @Property(trials = 50)
  public void itFollowsAModelThatBecomesSlowerAndFastAgain(
      @InRange(minDouble = 200, maxDouble = 2_000) double callMicros,
      @InRange(minDouble = 2, maxDouble = 50) double rowMicros,
      @InRange(minDouble = 2, maxDouble = 20) double slower,
      long seed) {
    Curve fast = new Curve(callMicros, rowMicros, 0);
    Curve slow = new Curve(callMicros, rowMicros * slower, 0);
    double budget = 2 * slow.micros(LEAST) + 64 * rowMicros;
    Random random = new Random(seed);
    BatchSizer sizer = sizer(budget);
    run(sizer, fast, budget, 3_000, random);

    Run change = run(sizer, slow, budget, 200, random);
    assertThat(change.over, is(lessThan(40)));
    run(sizer, slow, budget, 3_000, random);
    assertThat(
        run(sizer, slow, budget, 3_000, random).rate(), is(greaterThan(0.7 * slow.best(budget))));

    run(sizer, fast, budget, 4_000, random);
    assertThat(
        run(sizer, fast, budget, 3_000, random).rate(), is(greaterThan(0.7 * fast.best(budget))));
  }

  @Property(trials = 100)
  public void itStaysWithinItsBoundsWhateverHappens(
      @InRange(minInt = 1, maxInt = 300) int least,
      @InRange(minInt = 0, maxInt = 300) int more,
      long seed) {
    Random random = new Random(seed);
    BatchSizer sizer = new BatchSizer(new AdaptiveBatch(least, least + more, Duration.ofMillis(1)));
    for (int call = 0; call < 5_000; call++) {
      assertThat(
          sizer.size(), is(both(greaterThanOrEqualTo(least)).and(lessThanOrEqualTo(least + more))));
      int rows = random.nextInt(4) == 0 ? 1 + random.nextInt(sizer.size()) : sizer.size();
      sizer.completed(rows, (long) (random.nextDouble() * 1_050_000));
    }
  }

  @Test
  public void batchesThatAreNotFullSayNothingOfTheRateButKeepTheBudget() {
    BatchSizer sizer = new BatchSizer(new AdaptiveBatch(8, 64, Duration.ofMillis(1)));
    for (int call = 0; call < 1_000; call++) {
      sizer.completed(3, 500_000);
    }
    assertThat(sizer.size(), is(8));
    for (int call = 0; call < 500; call++) {
      sizer.completed(sizer.size(), 500_000);
    }
    int grown = sizer.size();
    assertThat(grown, is(greaterThan(32)));
    sizer.completed(3, 1_200_000);
    sizer.completed(3, 1_200_000);
    sizer.completed(3, 1_200_000);
    sizer.completed(3, 1_200_000);

    assertThat(sizer.size(), is(lessThan(grown)));
  }

  @Test
  public void workersOfAProcessShareOneForEachModelAndSetting() {
    FakeSource source = FakeSource.of(2, 64, FakeRows::score);
    BatchSizer one = BatchSizer.of(routed(source, 64));

    assertThat(BatchSizer.of(routed(source, 64)), is(sameInstance(one)));
    assertThat(BatchSizer.of(routed(source, 63)), is(not(sameInstance(one))));
    assertThat(BatchSizer.of(RoutedModel.named("only", source).build()) == null, is(true));
  }

  @Test
  public void batchesHaveTheSizeThatIsFound() throws Exception {
    FakeSource source = FakeSource.of(2, 64, FakeRows::score);
    RoutedModel routed =
        RoutedModel.named("adaptive", source).adaptiveBatch(2, 64, Duration.ofSeconds(10)).build();
    BundleScorer scorer = new BundleScorer(Routing.only(routed), List.of(source.open()));
    scorer.start();
    for (int id = 0; id < 65; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    // Sixteen of 2 rows, then eleven of 3: the first step, whatever came after it.
    assertThat(scorer.tally().batchRows.count, is(27L));
    assertThat(scorer.tally().batchRows.most, is(3L));
  }

  @Test
  public void settingsAreCheckedWhereTheyEnter() {
    FakeSource source = FakeSource.of(2, 64, FakeRows::score);

    assertThat(
        refusal(() -> routed(source, 65)),
        is("adaptiveBatch is 1 to 65; allowed: at most the model's largest batch, 64"));
    assertThat(
        refusal(() -> RoutedModel.named("m", source).adaptiveBatch(3, 2, Duration.ofMillis(1))),
        containsString("adaptiveBatch is 3 to 2"));
    assertThat(
        refusal(() -> RoutedModel.named("m", source).adaptiveBatch(1, 2, Duration.ZERO)),
        is("latencyBudget is PT0S; allowed: more than zero"));
    assertThat(
        refusal(
            () ->
                RoutedModel.named("m", source)
                    .adaptiveBatch(1, 2, Duration.ofMinutes(1))
                    .deadline(Duration.ofSeconds(1))
                    .build()),
        is("latencyBudget is PT1M; allowed: at most the deadline, PT1S"));
  }

  private static String refusal(Runnable wrong) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
  }

  private static RoutedModel routed(FakeSource source, int most) {
    return RoutedModel.named("only", source).adaptiveBatch(1, most, Duration.ofSeconds(1)).build();
  }

  private static BatchSizer sizer(double budgetMicros) {
    return new BatchSizer(
        new AdaptiveBatch(LEAST, MOST, Duration.ofNanos((long) (1_000 * budgetMicros))));
  }

  /** Calls one after the other, each up to a twentieth longer or shorter than the curve says. */
  private static Run run(
      BatchSizer sizer, Curve curve, double budgetMicros, int calls, Random random) {
    Run run = new Run();
    int overInARow = 0;
    for (int call = 0; call < calls; call++) {
      int rows = sizer.size();
      double micros = curve.micros(rows) * (0.95 + 0.1 * random.nextDouble());
      sizer.completed(rows, (long) (1_000 * micros));
      run.rows += rows;
      run.micros += micros;
      boolean over = micros > budgetMicros;
      run.over += over ? 1 : 0;
      overInARow = over ? overInARow + 1 : 0;
      run.mostOverInARow = Math.max(run.mostOverInARow, overInARow);
    }
    return run;
  }
}
