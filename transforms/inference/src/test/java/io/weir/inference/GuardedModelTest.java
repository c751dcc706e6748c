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
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    assertThat(hanging.isCancelled(), is(true));
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

  private static GuardedModel guard(FakeSource.Behaviour behaviour) {
    return new GuardedModel(
        FakeSource.of(2, 3, behaviour),
        Resilience.builder()
            .openFor(Duration.ofMillis(20), Duration.ofMillis(40))
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
}
