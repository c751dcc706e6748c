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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public final class GuardedModelTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final FeatureRows ROWS = FeatureRows.copyOf(FakeRows.row(3, FakeRows.FINE));

  @Test
  public void whatMayHealIsTriedAgainAndCountsAsOneCall() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    GuardedModel model =
        guard(
            (rows, deadline) ->
                calls.incrementAndGet() % 3 != 0
                    ? failed(ScoringException.Kind.TRANSIENT)
                    : FakeRows.score(rows, deadline));
    for (int call = 0; call < 5; call++) {
      assertThat(model.score(ROWS, LONG).get(60, TimeUnit.SECONDS).rows(), is(1));
    }

    assertThat(calls.get(), is(15));
    assertThat(model.circuit(), is(Breaker.State.CLOSED));
    model.close();
  }

  @Test
  public void eachFurtherAttemptKnowsTheOneBefore() throws Exception {
    List<CompletableFuture<Scores>> calls = new CopyOnWriteArrayList<>();
    FakeSource source =
        FakeSource.of(
            2,
            3,
            (rows, deadline) -> {
              CompletableFuture<Scores> call =
                  calls.size() < 2
                      ? failed(ScoringException.Kind.TRANSIENT)
                      : FakeRows.score(rows, deadline);
              calls.add(call);
              return call;
            });
    GuardedModel model = new GuardedModel(source, Resilience.standard());

    assertThat(model.score(ROWS, LONG).get(60, TimeUnit.SECONDS).rows(), is(1));

    assertThat(source.counts().earlier, is(calls.subList(0, 2)));
    model.close();
  }

  @Test
  public void whatCannotHealIsNotTriedAgain() {
    for (ScoringException.Kind kind :
        new ScoringException.Kind[] {
          ScoringException.Kind.BAD_ROWS,
          ScoringException.Kind.PERMANENT,
          ScoringException.Kind.MODEL_ERROR
        }) {
      AtomicInteger calls = new AtomicInteger();
      GuardedModel model =
          guard(
              (rows, deadline) -> {
                calls.incrementAndGet();
                return failed(kind);
              });

      assertThat(ScoringException.kindOf(failure(model.score(ROWS, LONG))), is(kind));
      assertThat(calls.get(), is(1));
      model.close();
    }
  }

  @Test
  public void anOpenCircuitAnswersWithoutTheModelAndAProbeClosesIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    GuardedModel model =
        guard(
            // Open until it was seen, also where the machine is busy.
            Duration.ofSeconds(2),
            (rows, deadline) -> {
              calls.incrementAndGet();
              return back.isDone()
                  ? FakeRows.score(rows, deadline)
                  : failed(ScoringException.Kind.PERMANENT);
            });
    for (int call = 0; call < 3; call++) {
      failure(model.score(ROWS, LONG));
    }
    assertThat(model.circuit(), is(Breaker.State.OPEN));
    int before = calls.get();
    assertThat(
        String.valueOf(failure(model.score(ROWS, LONG)).getMessage()),
        containsString("circuit is open"));
    assertThat(calls.get(), is(before));

    back.complete(true);
    long giveUp = System.nanoTime() + LONG.toNanos();
    while (model.score(ROWS, LONG).isCompletedExceptionally() && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }

    assertThat(model.circuit(), is(Breaker.State.CLOSED));
    model.close();
  }

  @Test
  public void aModelThatCannotBeOpenedIsOpenedAgainByALaterCall() throws Exception {
    FakeSource source = FakeSource.of(2, 3, FakeRows::score);
    source.counts().failuresToCome.set(2);
    GuardedModel model = new GuardedModel(source, Resilience.builder().attempts(3).build());

    assertThat(model.score(ROWS, LONG).get(60, TimeUnit.SECONDS).rows(), is(1));

    assertThat(source.counts().opened.get(), is(1));
    model.close();
    assertThat(source.counts().closed.get(), is(1));
  }

  @Test
  public void closingBreaksOffWhatOpensTheModelAndWaitsForIt() throws Exception {
    StandingSource source = new StandingSource();
    GuardedModel model = new GuardedModel(source, Resilience.standard());
    CompletableFuture<Scores> call = model.score(ROWS, LONG);
    assertThat(source.begun.await(60, TimeUnit.SECONDS), is(true));
    Thread.currentThread().interrupt();

    model.close();

    assertThat("stays interrupted", Thread.interrupted(), is(true));
    assertThat("broken off", source.brokenOff.getCount(), is(0L));
    assertThat(String.valueOf(failure(call).getMessage()), containsString("is closed"));
  }

  @Test
  public void closingWaitsForTheCallsThatRun() throws Exception {
    CompletableFuture<Scores> running = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    FakeSource source =
        FakeSource.of(
            2,
            3,
            (rows, deadline) -> {
              asked.countDown();
              return running;
            });
    GuardedModel model = new GuardedModel(source, Resilience.standard());
    CompletableFuture<Scores> call = model.score(ROWS, LONG);
    assertThat(asked.await(60, TimeUnit.SECONDS), is(true));
    Thread closing = new Thread(model::close, "closing");
    closing.start();
    long giveUp = System.nanoTime() + LONG.toNanos();
    while (closing.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat("waits", closing.isAlive(), is(true));
    assertThat("is open", source.counts().closed.get(), is(0));

    running.complete(Scores.of(new float[] {0.5f}, "7"));

    assertThat(call.get(60, TimeUnit.SECONDS).rows(), is(1));
    closing.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(source.counts().closed.get(), is(1));
  }

  @Test
  public void aModelThatIsNeverAskedIsNeverOpened() throws Exception {
    FakeSource source = FakeSource.of(2, 3, FakeRows::score);

    new GuardedModel(source, Resilience.standard()).close();

    assertThat(source.counts().opened.get(), is(0));
  }

  @Test
  public void allAttemptsTogetherKeepTheDeadline() {
    Deque<Duration> given = new ArrayDeque<>();
    GuardedModel model =
        guard(
            (rows, deadline) -> {
              given.add(deadline);
              return CompletableFuture.failedFuture(new TimeoutException("late"));
            });

    Throwable failure = failure(model.score(ROWS, Duration.ofSeconds(2)));

    assertThat(failure, is(instanceOf(TimeoutException.class)));
    assertThat(given.size(), is(1));
    assertThat(given.getFirst().compareTo(Duration.ofSeconds(2)) <= 0, is(true));
    model.close();
  }

  @Test
  public void aCallThatIsGivenUpIsCancelled() throws Exception {
    CompletableFuture<Scores> hanging = new CompletableFuture<>();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    GuardedModel model =
        guard(
            (rows, deadline) -> {
              asked.complete(true);
              return hanging;
            });
    CompletableFuture<Scores> call = model.score(ROWS, LONG);
    asked.get(60, TimeUnit.SECONDS);

    call.cancel(true);

    // The thread that asks may be about to hand the call over: it is cancelled then.
    assertThrows(CancellationException.class, () -> hanging.get(60, TimeUnit.SECONDS));
    model.close();
  }

  @Test
  public void givingUpEarlyAgainAndAgainDoesNotOpenTheCircuit() {
    GuardedModel model = guard((rows, deadline) -> new CompletableFuture<>());
    for (int call = 0; call < 20; call++) {
      model.score(ROWS, LONG).cancel(true);
    }

    assertThat(model.circuit(), is(Breaker.State.CLOSED));
    model.close();
  }

  @Test
  public void onlyTheFirstBatchIsLargerThanTheServerTakes() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    BundleScorer scorer =
        scorer(
            3,
            (rows, deadline) -> {
              sizes.add(rows.rows());
              return FakeRows.score(rows, deadline);
            });

    for (int bundle = 0; bundle < 2; bundle++) {
      sizes.forEach(size -> assertThat(size, is(lessThanOrEqualTo(3))));
      sizes.clear();
      scorer.start();
      for (int id = 0; id < 12; id++) {
        scorer.add("", FakeRows.row(id, FakeRows.FINE));
      }
      scorer.finish();
      for (int id = 0; id < 12; id++) {
        assertThat(scorer.score(id), is(FakeRows.scoreOf(id)));
      }
    }

    assertThat(sizes, is(List.of(3, 3, 3, 3)));
  }

  @Test
  public void aServerThatWasGivenAnotherModelIsNotAskedForEachRow() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicBoolean changed = new AtomicBoolean();
    AtomicInteger opened = new AtomicInteger();
    FakeSource source = FakeSource.of(2, 64, (rows, deadline) -> refuse(calls));
    BundleScorer scorer =
        scorer(
            new ScriptedSource(
                source,
                () -> {
                  opened.incrementAndGet();
                  if (changed.get()) {
                    throw new InvalidModelException("the input is called other");
                  }
                  return source.open();
                }));
    scorer.start();
    scorer.add("", FakeRows.row(0, FakeRows.FINE));
    scorer.finish();
    assertThat(opened.get(), is(1));
    changed.set(true);
    calls.set(0);

    scorer.start();
    for (int id = 0; id < 64; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    // 64, 32, 16, 8, 4, 2, 1, 1: with the row of the first bundle, three were refused alone.
    assertThat(calls.get(), is(8));
    assertThat(detail(scorer, 0), is("refused"));
    assertThat(detail(scorer, 1), is("the input is called other"));
    assertThat(scorer.tally().failed, is(64L));
    awaitClosed(source, 1);
  }

  @Test
  public void rowsThatAreAllBadAreRefusedOneByOneAndTheModelIsSeldomOpenedAgain() throws Exception {
    FakeSource source = FakeSource.of(2, 64, (rows, deadline) -> refuse(new AtomicInteger()));
    BundleScorer scorer = scorer(source);

    scorer.start();
    for (int id = 0; id < 64; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    for (int id = 0; id < 64; id++) {
      assertThat(detail(scorer, id), is("refused"));
    }
    // At first, and after 3, 6, 12 and 24 rows.
    assertThat(source.counts().opened.get(), is(5));
    awaitClosed(source, 4);
  }

  @Test
  public void aServerThatTakesItsModelAnotherWayByNowIsAskedThatWay() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    FakeSource old = FakeSource.of(2, 8, (rows, deadline) -> refuse(new AtomicInteger()));
    FakeSource now = FakeSource.of(2, 8, FakeRows::score);
    BundleScorer scorer =
        scorer(new ScriptedSource(old, () -> (opened.getAndIncrement() == 0 ? old : now).open()));

    scorer.start();
    for (int id = 0; id < 8; id++) {
      scorer.add("", FakeRows.row(id, FakeRows.FINE));
    }
    scorer.finish();

    assertThat(detail(scorer, 1), is("refused"));
    for (int id = 2; id < 8; id++) {
      assertThat(scorer.score(id), is(FakeRows.scoreOf(id)));
    }
    assertThat(scorer.tally().failed, is(2L));
    awaitClosed(old, 1);
  }

  private static CompletableFuture<Scores> refuse(AtomicInteger calls) {
    calls.incrementAndGet();
    return CompletableFuture.failedFuture(
        new ScoringException(ScoringException.Kind.BAD_ROWS, "refused"));
  }

  /** A model that is opened again is closed beside the calls. */
  private static void awaitClosed(FakeSource source, int times) {
    long giveUp = System.nanoTime() + LONG.toNanos();
    while (source.counts().closed.get() < times && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat(source.counts().closed.get(), is(times));
  }

  private static String detail(BundleScorer scorer, int row) {
    ScoringFailure failure = scorer.failure(row);
    return failure == null ? "none" : failure.detail();
  }

  /** Says that it takes 8 rows, and takes fewer. */
  private static BundleScorer scorer(int maxBatch, FakeSource.Behaviour behaviour)
      throws Exception {
    FakeSource taken = FakeSource.of(2, maxBatch, behaviour);
    return scorer(new ScriptedSource(FakeSource.of(2, 8, behaviour), taken::open));
  }

  private static BundleScorer scorer(ModelSource source) throws Exception {
    RoutedModel model =
        RoutedModel.named("only", source)
            .resilience(
                Resilience.builder()
                    .openFor(Duration.ofHours(1), Duration.ofHours(1))
                    .failuresToOpen(3)
                    .build())
            .build();
    return new BundleScorer(Routing.only(model), List.of(model.source().open()));
  }

  /** A source that opens what a test says. */
  private static final class ScriptedSource implements ModelSource {
    private static final long serialVersionUID = 1L;
    private final FakeSource described;
    private final transient Opener opener;

    ScriptedSource(FakeSource described, Opener opener) {
      this.described = described;
      this.opener = opener;
    }

    interface Opener {
      Model open() throws IOException;
    }

    @Override
    public String id() {
      return described.id();
    }

    @Override
    public ModelDescription description() {
      return described.description();
    }

    @Override
    public Model open() throws IOException {
      return opener.open();
    }
  }

  private static GuardedModel guard(FakeSource.Behaviour behaviour) {
    return guard(Duration.ofMillis(20), behaviour);
  }

  private static GuardedModel guard(Duration open, FakeSource.Behaviour behaviour) {
    return new GuardedModel(
        FakeSource.of(2, 3, behaviour),
        Resilience.builder()
            .openFor(open, open.multipliedBy(2))
            .pauses(Duration.ofMillis(1), Duration.ofMillis(2))
            .build());
  }

  private static CompletableFuture<Scores> failed(ScoringException.Kind kind) {
    return CompletableFuture.failedFuture(new ScoringException(kind, "on purpose"));
  }

  private static Throwable failure(CompletableFuture<Scores> call) {
    Throwable cause =
        assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS)).getCause();
    if (cause == null) {
      throw new AssertionError("no cause");
    }
    return cause;
  }

  /** A model that is never open. */
  private static final class StandingSource implements ModelSource {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch begun = new CountDownLatch(1);
    private final transient CountDownLatch brokenOff = new CountDownLatch(1);

    @Override
    public String id() {
      return "standing";
    }

    @Override
    public ModelDescription description() {
      return FakeSource.description(2, 3);
    }

    @Override
    public Model open() throws IOException {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
      } catch (InterruptedException e) {
        brokenOff.countDown();
        throw new InterruptedIOException("interrupted while a model was opened");
      }
    }
  }
}
