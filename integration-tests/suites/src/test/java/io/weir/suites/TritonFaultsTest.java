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
package io.weir.suites;

import static io.weir.inference.ScoringException.Kind.MODEL_ERROR;
import static io.weir.inference.ScoringException.Kind.PERMANENT;
import static io.weir.inference.ScoringException.Kind.TRANSIENT;
import static io.weir.suites.FaultyTriton.row;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.Assert.assertThrows;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.ModelMetadataRequest;
import io.weir.proto.inference.v2.ModelReadyRequest;
import io.weir.proto.inference.v2.ModelReadyResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/**
 * What goes wrong with a real Triton over time: models that are slow, full, dead, replaced, and a
 * server that goes away. One request at a time that is wrong is in {@link TritonFaultTableTest}.
 */
@Category(TritonSuite.class)
public class TritonFaultsTest {
  private static final Duration LONG = ModelCalls.PATIENCE;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final FeatureRows GOOD = row(FaultyTriton.ANSWER, 0.25f);

  @ClassRule
  public static final FaultyTriton TRITON =
      new FaultyTriton(
          "--model-control-mode=explicit",
          "--load-model=faulty",
          "--load-model=busy",
          "--load-model=versioned",
          "--load-model=stream");

  /** Another one, whose model has a number of its own for its version. */
  @ClassRule
  public static final FaultyTriton OTHER =
      new FaultyTriton("--model-control-mode=explicit", "--load-model=faulty");

  @Before
  public void forgetWhatHasStarted() throws IOException {
    for (String model : List.of("faulty", "busy", "versioned")) {
      Files.deleteIfExists(TRITON.started(model));
    }
  }

  private static Model open(String model) throws IOException {
    return TRITON.source(model).build().open();
  }

  /** A call that keeps its model busy, once it does. */
  private static CompletableFuture<Scores> busy(Model model, String name, float seconds) {
    CompletableFuture<Scores> call = model.score(row(FaultyTriton.SLEEP, seconds), LONG);
    ModelCalls.await("the model is busy", () -> Files.exists(TRITON.started(name)));
    return call;
  }

  @Test
  public void aModelThatIsSlowerThanTheDeadlineIsATimeoutAndAnswersTheNextCall() throws Exception {
    try (Model model = open("faulty")) {
      Throwable failure = ModelCalls.failure(model.score(row(FaultyTriton.SLEEP, 1), SHORT));

      assertThat(failure, is(instanceOf(TimeoutException.class)));
      assertThat(ModelCalls.score(model, GOOD).score(0), is(0.25f));
    }
  }

  @Test
  public void aRequestThatTheModelForgetsEndsWithTheDeadlineOfTheClient() throws Exception {
    try (Model model = open("faulty")) {
      Throwable failure = ModelCalls.failure(model.score(row(FaultyTriton.NO_ANSWER, 0), SHORT));

      assertThat(failure, is(instanceOf(TimeoutException.class)));
      assertThat(ModelCalls.score(model, GOOD).score(0), is(0.25f));
    }
  }

  @Test
  public void theDeadlineBoundsTheWaitInAQueueWhoseOwnTimeoutDoesNot() throws Exception {
    try (Model model = open("busy")) {
      CompletableFuture<Scores> first = busy(model, "busy", 1.5f);
      // The queue lets nothing wait for more than 50 ms, it says.
      CompletableFuture<Scores> patient = model.score(GOOD, LONG);
      Throwable impatient = ModelCalls.failure(model.score(GOOD, SHORT));

      assertThat(impatient, is(instanceOf(TimeoutException.class)));
      assertThat("refused while the first runs", patient.isDone() && !first.isDone(), is(false));
      ScoringException refusal = ModelCalls.refusal(patient);
      assertThat(refusal.kind(), is(TRANSIENT));
      assertThat(refusal.getMessage(), containsString("Request timeout expired"));
      assertThat(ModelCalls.awaited(first).score(0), is(1.5f));
    }
  }

  @Test
  public void aFullQueueIsTransientAtOnce() throws Exception {
    try (Model model = open("busy")) {
      CompletableFuture<Scores> first = busy(model, "busy", 1.5f);
      List<CompletableFuture<Scores>> more =
          IntStream.range(0, 8).mapToObj(n -> model.score(GOOD, LONG)).collect(toList());
      ScoringException refusal = firstRefusal(more);

      assertThat(first.isDone(), is(false));
      assertThat(refusal.kind(), is(TRANSIENT));
      assertThat(refusal.getMessage(), containsString("Exceeds maximum queue size"));
      assertThat(ModelCalls.awaited(first).score(0), is(1.5f));
      assertThat(ModelCalls.scoreUntil(model, GOOD, scores -> true).score(0), is(0.25f));
    }
  }

  private static ScoringException firstRefusal(List<CompletableFuture<Scores>> calls)
      throws Exception {
    CompletableFuture<ScoringException> found = new CompletableFuture<>();
    for (CompletableFuture<Scores> call : calls) {
      var unused =
          call.whenComplete(
              (scores, failure) -> {
                if (failure instanceof ScoringException) {
                  found.complete((ScoringException) failure);
                }
              });
    }
    return found.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  public void aModelWhoseProcessDiedIsNoneForTheClientWhateverTheServerSaysOfIt() throws Exception {
    try (Model model = open("faulty")) {
      ScoringException death = ModelCalls.refusal(model, row(FaultyTriton.DIE, 0));
      assertThat(death.getMessage(), death.kind(), anyOf(is(MODEL_ERROR), is(PERMANENT)));

      ScoringException after = ModelCalls.refusal(model, GOOD);
      assertThat(after.getMessage(), containsString("is not healthy"));
      assertThat(after.kind(), is(PERMANENT));
      assertThat("the server calls it ready", isReady("faulty"), is(true));
      // So opening cannot tell either; calls do.
      try (Model again = open("faulty")) {
        assertThat(ModelCalls.refusal(again, GOOD).kind(), is(PERMANENT));
      }

      assertThat(TRITON.unload("faulty"), is(true));
      assertThat(TRITON.load("faulty"), is(true));
      assertThat(ModelCalls.scoreUntil(model, GOOD, scores -> true).score(0), is(0.25f));
    }
  }

  @Test
  public void aModelWhoseProcessDiedOnOneOfTwoServersIsAskedOnTheOtherUntilItIsLoadedAgain()
      throws Exception {
    loadVersion(2);
    try (Model there = OTHER.source("faulty").build().open();
        Model model =
            FaultyTriton.source(
                    "faulty", OTHER.server().grpcEndpoint(), TRITON.server().grpcEndpoint())
                .build()
                .open()) {
      for (String version : List.of("1", "2")) {
        ModelCalls.scoreUntil(model, GOOD, scores -> scores.version().equals(version));
      }
      ModelCalls.refusal(there, row(FaultyTriton.DIE, 0));
      assertThat(ModelCalls.refusal(there, GOOD).getMessage(), containsString("is not healthy"));

      for (int call = 0; call < 500; call++) {
        assertThat(ModelCalls.score(model, row(FaultyTriton.ANSWER, call)).score(0), is(call + 0f));
      }
      assertThat(ModelCalls.score(model, GOOD).version(), is("1"));

      loadVersion(3);
      ModelCalls.scoreUntil(model, GOOD, scores -> scores.version().equals("3"));
      ModelCalls.scoreUntil(model, GOOD, scores -> scores.version().equals("1"));
    }
  }

  private static void loadVersion(int version) throws IOException {
    OTHER.addVersion("faulty", version, FaultyTriton.program("faulty.py"));
    assertThat(OTHER.unload("faulty"), is(true));
    assertThat(OTHER.load("faulty"), is(true));
  }

  @Test
  public void healthIsNoWordOnAModelWhichOpeningKnows() throws Exception {
    assertThat(isServing("no.such.Service"), is(true));
    assertThat(isReady("nope"), is(false));
    InvalidModelException refused =
        assertThrows(InvalidModelException.class, () -> open("nope").close());
    assertThat(refused.getMessage(), containsString("NOT_FOUND: Request for unknown model"));
  }

  @Test
  public void aModelThatAnswersInStreamsIsRefusedWhenItIsOpened() {
    InvalidModelException refused =
        assertThrows(InvalidModelException.class, () -> open("stream").close());
    assertThat(refused.getMessage(), containsString("answers in streams (decoupled)"));
  }

  @Test
  public void scoresTellTheVersionThatGaveThemWhileItIsReplaced() throws Exception {
    try (Model model = open("versioned");
        Model pinned = TRITON.source("versioned").version("1").build().open()) {
      assertThat(ModelCalls.score(model, GOOD).version(), is("1"));
      assertThat(ModelCalls.score(pinned, GOOD).version(), is("1"));

      TRITON.addVersion("versioned", 2, FaultyTriton.program("faulty.py"));
      CompletableFuture<Boolean> loaded = asynchronously(() -> TRITON.load("versioned"));
      Scores second = ModelCalls.scoreUntil(model, GOOD, scores -> scores.version().equals("2"));
      assertThat(second.score(0), is(0.25f));
      assertThat(loaded.get(LONG.toSeconds(), TimeUnit.SECONDS), is(true));

      ScoringException gone = ModelCalls.refusal(pinned, GOOD);
      assertThat(gone.getMessage(), gone.kind(), is(TRANSIENT));
      assertThat(
          gone.getMessage(),
          anyOf(
              containsString("not at ready state"),
              containsString("is not found"),
              containsString("no available versions")));

      TRITON.addVersion("versioned", 3, "raise ImportError('on purpose')");
      assertThat("a broken version is loaded", TRITON.load("versioned"), is(false));
      assertThat(ModelCalls.score(model, GOOD).version(), is("2"));

      assertThat(TRITON.unload("versioned"), is(true));
      ScoringException unloaded = ModelCalls.refusal(model, GOOD);
      assertThat(unloaded.getMessage(), containsString("no available versions"));
      assertThat(unloaded.kind(), is(TRANSIENT));

      TRITON.addVersion("versioned", 3, FaultyTriton.program("faulty.py"));
      assertThat(TRITON.load("versioned"), is(true));
      assertThat(ModelCalls.scoreUntil(model, GOOD, scores -> true).version(), is("3"));
    }
  }

  @Test
  public void anAnswerThatIsCutOffIsTransientAndTheNextOneIsWhole() throws Exception {
    try (CuttingProxy proxy = CuttingProxy.to(TRITON.server().grpcEndpoint());
        Model model = FaultyTriton.source("faulty", proxy.endpoint()).build().open()) {
      FeatureRows many = rows(64);
      assertThat(ModelCalls.score(model, many).rows(), is(64));
      // Within the frames of the answer's headers, of its message, and behind most of it.
      for (int bytes : new int[] {5, 60, 200}) {
        proxy.cutAfter(bytes);
        CompletableFuture<Scores> call = model.score(many, LONG);
        Throwable failure = call.handle((scores, e) -> e).get(60, TimeUnit.SECONDS);

        assertThat("cut after " + bytes, proxy.hasCut());
        assertThat(failure, is(notNullValue()));
        assertThat(ModelCalls.refusal(call).kind(), is(TRANSIENT));
        assertThat(ModelCalls.scoreUntil(model, many, scores -> true).rows(), is(64));
      }
    }
  }

  private static FeatureRows rows(int count) {
    float[][] rows = new float[count][2];
    for (int row = 0; row < count; row++) {
      rows[row][1] = row;
    }
    return FeatureRows.copyOf(rows);
  }

  @Test
  public void aServerThatIsKilledIsTransientAndTheSameModelAnswersWhenItIsBack() throws Exception {
    try (Model model = open("faulty")) {
      CompletableFuture<Scores> running = busy(model, "faulty", 20);
      TRITON.server().kill();

      ScoringException lost = ModelCalls.refusal(running);
      assertThat(lost.getMessage(), lost.kind(), is(TRANSIENT));
      ScoringException away = ModelCalls.refusal(model, GOOD);
      assertThat(away.getMessage(), away.kind(), is(TRANSIENT));
      IOException closed = assertThrows(IOException.class, TritonFaultsTest::openInAMoment);
      assertThat(closed.getMessage(), containsString("not ready within PT1S"));

      TRITON.server().restart();
      assertThat(ModelCalls.scoreUntil(model, GOOD, scores -> true).score(0), is(0.25f));
    }
  }

  private static void openInAMoment() throws IOException {
    TRITON.source("faulty").openTimeout(Duration.ofSeconds(1)).build().open().close();
  }

  @Test
  public void aServerThatSaysGoodByeLosesNoCallForGood() throws Exception {
    try (Model model = open("faulty")) {
      CompletableFuture<Scores> running = busy(model, "faulty", 0.5f);
      CompletableFuture<Boolean> restarted =
          asynchronously(
              () -> {
                TRITON.server().restart();
                return true;
              });
      List<ScoringException> refused = new ArrayList<>();
      while (!restarted.isDone()) {
        try {
          assertThat(ModelCalls.score(model, GOOD).score(0), is(0.25f));
        } catch (ExecutionException e) {
          assertThat(e.getCause(), is(instanceOf(ScoringException.class)));
          refused.add((ScoringException) e.getCause());
        }
      }

      assertThat(restarted.get(LONG.toSeconds(), TimeUnit.SECONDS), is(true));
      assertThat(ModelCalls.awaited(running).score(0), is(0.5f));
      for (ScoringException failure : refused) {
        assertThat(failure.getMessage(), failure.kind(), is(TRANSIENT));
      }
      assertThat(ModelCalls.scoreUntil(model, GOOD, scores -> true).score(0), is(0.25f));
    }
  }

  private static <T> CompletableFuture<T> asynchronously(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "asynchronously");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static boolean isReady(String model) throws InterruptedException {
    ModelReadyRequest request = ModelReadyRequest.newBuilder().setName(model).build();
    ModelReadyResponse response =
        asked(
            channel ->
                GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .modelReady(request));
    return response.getReady();
  }

  /** The question of gRPC's own health service, whose messages on the wire are these ones'. */
  private static boolean isServing(String service) throws InterruptedException {
    MethodDescriptor<ModelMetadataRequest, ModelReadyResponse> check =
        MethodDescriptor.<ModelMetadataRequest, ModelReadyResponse>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(
                GRPCInferenceServiceGrpc.getModelMetadataMethod().getRequestMarshaller())
            .setResponseMarshaller(
                GRPCInferenceServiceGrpc.getModelReadyMethod().getResponseMarshaller())
            .build();
    ModelMetadataRequest request = ModelMetadataRequest.newBuilder().setName(service).build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
    // SERVING is 1, which reads as true.
    return asked(channel -> ClientCalls.blockingUnaryCall(channel, check, options, request))
        .getReady();
  }

  private static <T> T asked(Function<ManagedChannel, T> question) throws InterruptedException {
    ManagedChannel channel =
        Grpc.newChannelBuilder(TRITON.server().grpcEndpoint(), InsecureChannelCredentials.create())
            .build();
    try {
      return question.apply(channel);
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}
