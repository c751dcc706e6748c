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
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import io.weir.proto.v1.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** Batches of four rows and a queue for six: the first hangs, so the second finds no room. */
public final class LoadSheddingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Queue<CompletableFuture<Scores>> hanging = new ArrayDeque<>();
  private final List<FeatureRows> asked = new ArrayList<>();
  private final FakeSource source =
      FakeSource.of(
          2,
          4,
          (rows, deadline) -> {
            CompletableFuture<Scores> call = new CompletableFuture<>();
            synchronized (this) {
              asked.add(rows);
              hanging.add(call);
            }
            return call;
          });

  @Test
  public void rowsForWhichTheQueueHasNoRoomAreDeadLettersThatSaySo() throws Exception {
    BundleScorer scorer = scorer(model().build());
    addRows(scorer, 8);
    answerAll();
    scorer.finish();

    for (int row = 0; row < 4; row++) {
      assertThat(scorer.failure(row), is(nullValue()));
      assertThat(scorer.score(row), is(FakeRows.scoreOf(row)));
    }
    for (int row = 4; row < 8; row++) {
      ScoringFailure failure = scorer.failure(row);
      assertThat(failure == null ? null : failure.reason(), is(Reason.OVERLOADED));
      assertThat(
          String.valueOf(failure),
          containsString("model fake 7 (embedded) is overloaded: its queue has 4 of 6 rows"));
    }
    assertThat(asked.size(), is(1));
    assertThat(scorer.tally().shed, is(4L));
    assertThat(scorer.tally().failedCalls, is(0L));
  }

  @Test
  public void anotherModelAnswersWhereThatIsThePolicy() throws Exception {
    FakeSource light = FakeSource.of(2, 4, FakeRows::score);
    RoutedModel heavy = model().onFailure(OnFailure.fallBackTo("light")).build();
    Routing routing =
        Routing.of(Router.always("heavy"), RoutedModel.named("light", light).build(), heavy);
    BundleScorer scorer = new BundleScorer(routing, List.of(light.open(), source.open()));
    addRows(scorer, 8);
    answerAll();
    scorer.finish();

    for (int row = 0; row < 8; row++) {
      assertThat(scorer.failure(row), is(nullValue()));
      assertThat(scorer.prediction(row).degraded(), is(row >= 4));
    }
  }

  @Test
  public void rowsThatWaitAreAnsweredOnceThereIsRoom() throws Exception {
    BundleScorer scorer = scorer(model().onFailure(OnFailure.waitFor(LONG)).build());
    addRows(scorer, 8);
    answerAll();
    Thread answering = new Thread(this::answerOneMore);
    answering.start();
    scorer.finish();
    answering.join();

    for (int row = 0; row < 8; row++) {
      assertThat(scorer.failure(row), is(nullValue()));
      assertThat(scorer.score(row), is(FakeRows.scoreOf(row)));
    }
  }

  @Test
  public void theWorkersOfAProcessShareTheRoom() throws Exception {
    BundleScorer one = scorer(model().build());
    BundleScorer other = scorer(model().build());
    addRows(one, 4);
    addRows(other, 4);

    answerAll();
    one.finish();
    other.finish();

    assertThat(one.tally().shed, is(0L));
    assertThat(other.tally().shed, is(4L));
  }

  @Test
  public void aBundleThatIsBrokenOffLeavesTheQueueEmpty() throws Exception {
    RoutedModel model = model().build();
    BundleScorer scorer = scorer(model);
    addRows(scorer, 4);

    scorer.start();

    LaneQueue queue = LaneQueue.of(model);
    assertThat(queue == null ? -1 : queue.rows(), is(0));
  }

  @Test
  public void aBatchLargerThanTheQueueGoesAlone() throws Exception {
    BundleScorer scorer = scorer(model().maxQueuedRows(1).build());
    addRows(scorer, 4);
    answerAll();
    scorer.finish();

    assertThat(scorer.tally().scored, is(4L));
  }

  @Test
  public void aQueueHasRoomForARowAtLeast() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> model().maxQueuedRows(0)).getMessage(),
        is("maxQueuedRows is 0; allowed: 1 or more"));
  }

  private RoutedModel.Builder model() {
    return RoutedModel.named("heavy", source).deadline(LONG).maxQueuedRows(6);
  }

  private BundleScorer scorer(RoutedModel model) throws Exception {
    return new BundleScorer(Routing.only(model), List.of(source.open()));
  }

  private static void addRows(BundleScorer scorer, int rows) throws InterruptedException {
    scorer.start();
    for (int row = 0; row < rows; row++) {
      scorer.add("", FakeRows.row(row, FakeRows.FINE));
    }
  }

  private synchronized void answerAll() {
    while (!hanging.isEmpty()) {
      FeatureRows rows = asked.get(asked.size() - hanging.size());
      hanging.remove().complete(FakeRows.score(rows, LONG).join());
    }
  }

  /** The rows that waited are asked in time. */
  private void answerOneMore() {
    long end = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < end) {
      synchronized (this) {
        if (!hanging.isEmpty()) {
          answerAll();
          return;
        }
      }
      Thread.onSpinWait();
    }
  }
}
