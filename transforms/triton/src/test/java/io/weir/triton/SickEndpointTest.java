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
package io.weir.triton;

import static io.weir.inference.ScoringException.Kind.BAD_ROWS;
import static io.weir.inference.ScoringException.Kind.MODEL_ERROR;
import static io.weir.inference.ScoringException.Kind.PERMANENT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Two endpoints, of which one can be reached but fails: what is asked of it, and who answers. */
public final class SickEndpointTest {
  /** Three calls, and probes for as long as a busy machine takes for the test. */
  private static final int FEW = 12;

  private static final Status DEAD_PROCESS =
      Status.INTERNAL.withDescription("Stub process 'fraud_0_0' is not healthy.");

  private static final FeatureRows GOOD = FeatureRows.copyOf(new float[] {1, 0});
  private static final FeatureRows POISON = FeatureRows.copyOf(new float[] {-1, 0});

  @Rule public final LogLines log = new LogLines(EndpointCircuits.class);

  private @Nullable ScriptedServer first;
  private @Nullable ScriptedServer second;
  private @Nullable Model opened;

  @Before
  public void open() throws Exception {
    first = ScriptedServer.start();
    second = ScriptedServer.start();
    opened = Answers.source(sick().endpoint(), well().endpoint()).build().open();
    // The second connection may still be in the making.
    Answers.scoreUntil(
        model(), () -> !sick().requests().isEmpty() && !well().requests().isEmpty(), scores -> {});
    forget();
  }

  @After
  public void close() throws Exception {
    model().close();
    sick().close();
    well().close();
  }

  private void forget() {
    sick().requests().clear();
    well().requests().clear();
  }

  @Test
  public void anEndpointWhoseModelProcessDiedIsLeftOutAndTheOtherAnswersAllRows() throws Exception {
    sick().fails(DEAD_PROCESS);
    everyRowIsAnswered(200);
    assertThat(sick().requests().size(), is(lessThanOrEqualTo(FEW)));
    assertThat(
        log.lines().get(0),
        containsString(
            "WARNING Model fraud latest (triton): endpoint "
                + sick().endpoint()
                + " is left out after failed calls"));
  }

  @Test
  public void anEndpointThatAnswersWhatCannotBeReadIsLeftOut() throws Exception {
    sick().answers(request -> ModelInferResponse.getDefaultInstance());
    everyRowIsAnswered(200);
    assertThat(sick().requests().size(), is(lessThanOrEqualTo(FEW)));
  }

  @Test
  public void anEndpointThatRefusesWhatTheOtherTakesIsLeftOut() throws Exception {
    sick().fails(Status.NOT_FOUND.withDescription("Request for unknown model: 'fraud'"));
    everyRowIsAnswered(200);
    assertThat(sick().requests().size(), is(lessThanOrEqualTo(FEW)));
  }

  @Test
  public void anEndpointThatIsOverloadedIsLeftOutAndTheSecondTryGoesToTheOther() throws Exception {
    sick().fails(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"));
    int failed = 0;
    for (int call = 0; call < 200; call++) {
      CompletableFuture<Scores> once = model().score(Answers.ROWS, Answers.LONG);
      try {
        once.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        failed++;
        assertThat(
            model().scoreAgain(Answers.ROWS, Answers.LONG, once).get(30, TimeUnit.SECONDS).rows(),
            is(3));
      }
    }
    assertThat(failed, is(3));
    assertThat(sick().requests().size(), is(lessThanOrEqualTo(FEW)));
  }

  @Test
  public void anEndpointThatHangsIsLeftOutAndAProbeThatHangsIsAnsweredByTheOther()
      throws Exception {
    sick().infer = (request, observer) -> {};
    int hung = 0;
    while (hung < 3) {
      try {
        model().score(Answers.ROWS, Duration.ofMillis(200)).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertThat(e.getCause(), is(instanceOf(TimeoutException.class)));
        hung++;
      }
    }
    forget();
    // From now on it gets probes only, and none takes a row with it.
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (sick().requests().isEmpty() && System.nanoTime() - end < 0) {
      assertThat(Answers.score(model()).rows(), is(3));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(sick().requests().size(), is(1));
  }

  @Test
  public void anEndpointThatIsWellAgainIsBackInTurn() throws Exception {
    sick().fails(DEAD_PROCESS);
    everyRowIsAnswered(20);
    sick().answers(Answers::sums);
    forget();

    Answers.scoreUntil(model(), () -> log.lines().size() == 2, scores -> pause());

    assertThat(
        log.lines().get(1),
        containsString("endpoint " + sick().endpoint() + " answers and is back in turn"));
    forget();
    everyRowIsAnswered(20);
    assertThat(sick().requests().size(), is(10));
  }

  @Test
  public void rowsThatAreBadLeaveNoEndpointOut() throws Exception {
    everyEndpoint(Status.INVALID_ARGUMENT.withDescription("unexpected shape"));
    for (int call = 0; call < 60; call++) {
      assertThat(Answers.scoringFailure(model()).kind(), is(BAD_ROWS));
    }
    assertThat("each asked once", requests(), is(60));
    assertThat(sick().requests().size(), is(30));
    assertThat(log.lines().isEmpty(), is(true));
  }

  @Test
  public void whatEveryEndpointRefusesLeavesNoneOut() throws Exception {
    everyEndpoint(Status.NOT_FOUND.withDescription("Request for unknown model: 'fraud'"));
    for (int call = 0; call < 60; call++) {
      assertThat(Answers.scoringFailure(model()).kind(), is(PERMANENT));
    }
    assertThat(sick().requests().size(), is(60));
    assertThat(log.lines().isEmpty(), is(true));
  }

  @Test
  public void aPoisonedRowAmongGoodOnesLeavesNoEndpointOut() throws Exception {
    sick().infer = SickEndpointTest::raiseAtNegative;
    well().infer = SickEndpointTest::raiseAtNegative;
    for (int call = 0; call < 60; call++) {
      CompletableFuture<Scores> bad = model().score(POISON, Answers.LONG);
      Throwable failure = bad.handle((scores, e) -> e).get(30, TimeUnit.SECONDS);
      assertThat(((ScoringException) failure).kind(), is(MODEL_ERROR));
      for (int good = 0; good < 4; good++) {
        assertThat(model().score(GOOD, Answers.LONG).get(30, TimeUnit.SECONDS).rows(), is(1));
      }
    }
    assertThat(log.lines().isEmpty(), is(true));
  }

  private static void raiseAtNegative(
      ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    ByteBuffer row = Answers.littleEndian(request.getRawInputContents(0));
    if (row.getFloat() < 0) {
      observer.onError(Status.INTERNAL.withDescription("ValueError: boom").asRuntimeException());
    } else {
      Answers.send(observer, Answers.sums(request));
    }
  }

  @Test
  public void whereBothAreSickBothAreAskedUntilOneAnswers() throws Exception {
    everyEndpoint(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"));
    for (int call = 0; call < 20; call++) {
      assertThat(Answers.scoringFailure(model()).kind(), is(ScoringException.Kind.TRANSIENT));
    }
    forget();
    well().answers(Answers::sums);

    // The first call after that may meet the other one first, and is answered all the same.
    everyRowIsAnswered(50);
    assertThat(sick().requests().size(), is(lessThanOrEqualTo(FEW)));
  }

  @Test
  public void aCallThatIsMadeTwiceGoesToBoth() throws Exception {
    for (ScriptedServer server : new ScriptedServer[] {sick(), well()}) {
      server.infer = (request, observer) -> {};
    }
    for (int call = 1; call <= 5; call++) {
      CompletableFuture<Scores> slow = model().score(Answers.ROWS, Answers.LONG);
      awaitRequests(2 * call - 1);
      CompletableFuture<Scores> again = model().scoreAgain(Answers.ROWS, Answers.LONG, slow);
      awaitRequests(2 * call);
      slow.cancel(true);
      again.cancel(true);
      assertThat(sick().requests().size(), is(call));
    }
    assertThat("given up is no failure", log.lines().isEmpty(), is(true));
  }

  @Test
  public void aCallWhoseCallerWaitedForNearlyAllOfItsTimeFailed() throws Exception {
    for (ScriptedServer server : new ScriptedServer[] {sick(), well()}) {
      server.infer = (request, observer) -> {};
    }
    for (int call = 0; call < 6; call++) {
      // As if the deadline were of the caller's own making.
      CompletableFuture<Scores> late = model().score(Answers.ROWS, Duration.ofMillis(200));
      long start = System.nanoTime();
      while (!late.isDone()) {
        if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(185)) {
          late.cancel(true);
        }
        pause();
      }
    }
    assertThat(log.lines().size(), is(2));
  }

  @Test
  public void aSlowEndpointThatWasLeftOutComesBackAndItsProbesCostNoAnswer() throws Exception {
    sick().fails(DEAD_PROCESS);
    everyRowIsAnswered(20);
    // A probe is late after a second.
    sick().infer = (request, observer) -> answerLater(request, observer, 1_500);
    forget();

    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (log.lines().size() < 2 && System.nanoTime() - end < 0) {
      assertThat(
          model().score(Answers.ROWS, Duration.ofSeconds(6)).get(30, TimeUnit.SECONDS).rows(),
          is(3));
      pause();
    }
    assertThat(log.lines().get(1), containsString("answers and is back in turn"));
  }

  @Test
  public void slowEndpointsThatHadAllFailedAreGivenAllOfTheTime() throws Exception {
    everyEndpoint(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"));
    for (int call = 0; call < 20; call++) {
      assertThat(Answers.scoringFailure(model()).kind(), is(ScoringException.Kind.TRANSIENT));
    }
    sick().infer = (request, observer) -> answerLater(request, observer, 1_500);
    well().infer = (request, observer) -> answerLater(request, observer, 1_500);

    for (int call = 0; call < 3; call++) {
      assertThat(
          model().score(Answers.ROWS, Duration.ofSeconds(6)).get(30, TimeUnit.SECONDS).rows(),
          is(3));
    }
  }

  private static void answerLater(
      ModelInferRequest request, StreamObserver<ModelInferResponse> observer, int millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(() -> Answers.send(observer, Answers.sums(request)));
  }

  private void everyEndpoint(Status status) {
    sick().fails(status);
    well().fails(status);
  }

  private void everyRowIsAnswered(int calls) throws Exception {
    for (int call = 0; call < calls; call++) {
      assertThat(Answers.score(model()).rows(), is(3));
    }
    assertThat(requests(), is(greaterThan(calls - 1)));
  }

  private int requests() {
    return sick().requests().size() + well().requests().size();
  }

  private void awaitRequests(int wanted) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (requests() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within a minute: " + wanted + " requests");
      }
      pause();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
  }

  private ScriptedServer sick() {
    return present(first);
  }

  private ScriptedServer well() {
    return present(second);
  }

  private Model model() {
    return present(opened);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not open");
    }
    return value;
  }
}
