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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.stub.StreamObserver;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.InferTensorContents;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

public final class TritonModelTest {
  private static final float[] SUMS = {0.75f, -0.875f, 3};

  @Rule public final OpenModel open = new OpenModel();

  @Test
  public void rowsGoAsRawLittleEndianBytesAndScoresComeBack() throws Exception {
    Scores scores = Answers.score(open.model());

    assertThat(scores.toArray(), is(SUMS));
    assertThat(scores.version(), is("3"));
    ModelInferRequest request = open.server().requests().get(0);
    assertThat(request.getModelName(), is("fraud"));
    assertThat(request.getModelVersion(), is(""));
    assertThat(request.getInputs(0).getName(), is("x"));
    assertThat(request.getInputs(0).getDatatype(), is("FP32"));
    assertThat(request.getInputs(0).getShapeList(), is(List.of(3L, 2L)));
    assertThat(request.getInputs(0).hasContents(), is(false));
    assertThat(request.getOutputs(0).getName(), is("p"));
    assertThat(
        request.getRawInputContents(0), is(Answers.singles(0.25f, 0.5f, -1, 0.125f, 1e-20f, 3)));
  }

  @Test
  public void aSliceOfRowsSendsThatSlice() throws Exception {
    Scores scores = open.model().score(Answers.ROWS.slice(1, 2), Answers.LONG).get();

    assertThat(scores.toArray(), is(new float[] {-0.875f}));
  }

  @Test
  public void eachFormOfAnAnswerIsRead() throws Exception {
    float[] ones = {0.5f, 0.25f, 0.125f};
    List<ModelInferResponse> forms =
        List.of(
            Answers.raw(Answers.singles(ones), "FP32", 3).build(),
            Answers.raw(Answers.singles(ones), "FP32", 3, 1).build(),
            Answers.raw(Answers.singles(9, 0.5f, 9, 0.25f, 9, 0.125f), "FP32", 3, 2).build(),
            Answers.raw(Answers.doubles(0.5, 0.25, 0.125), "FP64", 3).build(),
            Answers.raw(Answers.doubles(9, 0.5, 9, 0.25, 9, 0.125), "FP64", 3, 2).build(),
            Answers.typed(singles(0.5f, 0.25f, 0.125f), "FP32", 3),
            Answers.typed(singles(9, 0.5f, 9, 0.25f, 9, 0.125f), "FP32", 3, 2),
            Answers.typed(doubles(0.5, 0.25, 0.125), "FP64", 3, 1),
            Answers.typed(doubles(9, 0.5, 9, 0.25, 9, 0.125), "FP64", 3, 2));
    for (ModelInferResponse form : forms) {
      open.server().answers(request -> form);

      assertThat(form.toString(), Answers.score(open.model()).toArray(), is(ones));
    }
  }

  @Test
  public void anOutputIsFoundByItsNameAmongOthers() throws Exception {
    ModelInferResponse.Builder answer = ModelInferResponse.newBuilder().setModelVersion("3");
    answer.addOutputsBuilder().setName("label").setDatatype("INT64").addShape(3);
    answer.addRawOutputContents(ByteString.copyFrom(new byte[24]));
    answer.mergeFrom(Answers.raw(Answers.singles(1, 2, 3), "FP32", 3).build());
    open.server().answers(request -> answer.build());

    assertThat(Answers.score(open.model()).toArray(), is(new float[] {1, 2, 3}));
  }

  @Test
  public void anAnswerThatDoesNotHoldAScoreForEachRowIsAnErrorOfTheModel() throws Exception {
    ByteString three = Answers.singles(1, 2, 3);
    unreadable(
        Answers.raw(three.substring(0, 11), "FP32", 3).build(),
        "output \"p\" of the answer has 11 bytes; allowed: 12, as its shape says");
    unreadable(Answers.raw(three.concat(three), "FP32", 3).build(), "has 24 bytes; allowed: 12");
    unreadable(
        Answers.raw(Answers.singles(1, 2), "FP32", 2).build(),
        "has shape [2] for 3 rows; allowed: [3], [3, 1] or [3, 2]");
    unreadable(Answers.raw(three, "FP32", 3, 15).build(), "has shape [3, 15] for 3 rows");
    unreadable(Answers.raw(three, "FP32", 1, 3).build(), "has shape [1, 3] for 3 rows");
    unreadable(Answers.raw(three, "FP32").build(), "has shape [] for 3 rows");
    unreadable(Answers.raw(three, "INT32", 3).build(), "has datatype INT32; allowed: FP32 or FP64");
    unreadable(
        Answers.raw(three, "FP32", 3).clearOutputs().build(),
        "the answer has the outputs []; allowed: one named \"p\"");
    unreadable(
        Answers.raw(three, "FP32", 3).addRawOutputContents(three).build(),
        "the answer has 1 outputs and 2 raw contents; allowed: as many");
    unreadable(
        Answers.raw(three, "FP32", 3).clearRawOutputContents().build(),
        "has 0 values; allowed: 3, as its shape says");
    unreadable(Answers.typed(singles(1, 2), "FP32", 3), "has 2 values; allowed: 3");
    unreadable(Answers.typed(singles(1, 2, 3), "FP64", 3), "has 0 values; allowed: 3");
    unreadable(ModelInferResponse.getDefaultInstance(), "the answer has the outputs []");
  }

  @Test
  public void aScoreThatIsNotFiniteIsGivenAsItIs() throws Exception {
    open.server()
        .answers(
            request ->
                Answers.raw(Answers.singles(Float.NaN, 1, Float.POSITIVE_INFINITY), "FP32", 3)
                    .build());

    Scores scores = Answers.score(open.model());

    assertThat(scores.toArray(), is(new float[] {Float.NaN, 1, Float.POSITIVE_INFINITY}));
  }

  @Test
  public void scoresCarryTheVersionThatAnswered() throws Exception {
    AtomicInteger version = new AtomicInteger(3);
    open.server()
        .answers(
            request ->
                Answers.sums(request).toBuilder()
                    .setModelVersion(String.valueOf(version.getAndIncrement()))
                    .build());

    assertThat(Answers.score(open.model()).version(), is("3"));
    assertThat(Answers.score(open.model()).version(), is("4"));
  }

  @Test
  public void aServerThatDoesNotSayItsVersionHasTheOneAskedFor() throws Exception {
    open.server().answers(request -> Answers.sums(request).toBuilder().clearModelVersion().build());

    assertThat(Answers.score(open.model()).version(), is("unversioned"));
    try (Model seven = open.server().source().version("7").build().open()) {
      assertThat(Answers.score(seven).version(), is("7"));
      assertThat(open.server().requests().get(1).getModelVersion(), is("7"));
    }
  }

  @Test
  public void aBatchThatTheModelDoesNotTakeIsRefused() {
    for (FeatureRows rows :
        List.of(FeatureRows.wrap(new float[130], 65, 2), FeatureRows.wrap(new float[3], 1, 3))) {
      ExecutionException failure =
          assertThrows(
              ExecutionException.class, () -> open.model().score(rows, Answers.LONG).get());

      assertThat(failure.getCause(), is(instanceOf(IllegalArgumentException.class)));
      assertThat(failure.getMessage(), containsString("allowed: 1 to 64 rows of 2 columns"));
    }
  }

  @Test
  public void aServerThatIsSlowerThanTheDeadlineIsATimeoutAndIsTold() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    open.server().infer = (request, observer) -> onCancel(cancelled::countDown);

    Throwable failure = Answers.failure(open.model(), Duration.ofMillis(50));

    assertThat(failure, is(instanceOf(TimeoutException.class)));
    assertThat(
        failure.getMessage(),
        containsString(
            "model fraud latest (triton) at "
                + open.server().endpoint()
                + ": no answer within PT0.05S"));
    assertThat(cancelled.await(30, TimeUnit.SECONDS), is(true));
  }

  @Test
  public void aCancelledFutureCancelsTheCallOnTheServer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    open.server().infer =
        (request, observer) -> {
          onCancel(cancelled::countDown);
          arrived.countDown();
        };

    CompletableFuture<Scores> call = open.model().score(Answers.ROWS, Answers.LONG);
    assertThat(arrived.await(30, TimeUnit.SECONDS), is(true));
    assertThat(call.cancel(true), is(true));

    assertThat(cancelled.await(30, TimeUnit.SECONDS), is(true));
  }

  @Test
  public void noMoreCallsThanAllowedAreWithTheServerAndTheOthersFollow() throws Exception {
    BlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    open.server().infer =
        (request, observer) -> arrived.add(() -> Answers.send(observer, Answers.sums(request)));
    try (Model two = open.server().source().maxInFlight(2).build().open()) {
      List<CompletableFuture<Scores>> calls = new ArrayList<>();
      for (int call = 0; call < 7; call++) {
        calls.add(two.score(Answers.ROWS, Answers.LONG));
      }
      for (int call = 0; call < 7; call++) {
        Runnable answer = arrived.poll(30, TimeUnit.SECONDS);
        assertThat(arrived.size() <= 1, is(true));
        if (answer == null) {
          throw new AssertionError("call " + call + " did not arrive");
        }
        answer.run();
      }
      for (CompletableFuture<Scores> call : calls) {
        assertThat(call.get(30, TimeUnit.SECONDS).toArray(), is(SUMS));
      }
    }
  }

  @Test
  public void aCallThatWaitsForItsTurnKeepsItsDeadline() throws Exception {
    BlockingQueue<StreamObserver<ModelInferResponse>> arrived = new ArrayBlockingQueue<>(9);
    open.server().infer = (request, observer) -> arrived.add(observer);
    try (Model one = open.server().source().maxInFlight(1).build().open()) {
      CompletableFuture<Scores> first = one.score(Answers.ROWS, Answers.LONG);
      Throwable failure = Answers.failure(one, Duration.ofMillis(20));
      assertThat(failure, is(instanceOf(TimeoutException.class)));
      assertThat(
          failure.getMessage(), containsString("1 calls, as many as allowed, were not done"));
      CompletableFuture<Scores> given = one.score(Answers.ROWS, Answers.LONG);
      given.cancel(true);
      CompletableFuture<Scores> last = one.score(Answers.ROWS, Answers.LONG);

      for (CompletableFuture<Scores> call : List.of(first, last)) {
        StreamObserver<ModelInferResponse> observer = arrived.poll(30, TimeUnit.SECONDS);
        if (observer == null) {
          throw new AssertionError("no call arrived");
        }
        Answers.send(observer, Answers.raw(Answers.singles(1, 2, 3), "FP32", 3).build());
        assertThat(call.get(30, TimeUnit.SECONDS).rows(), is(3));
      }
      assertThat(arrived.size(), is(0));
    }
  }

  @Test
  public void anAnswerOfFiveMegabytesIsTaken() throws Exception {
    open.server()
        .answers(
            request -> {
              ModelInferResponse.Builder answer = Answers.sums(request).toBuilder();
              answer.addOutputsBuilder().setName("embedding");
              return answer.addRawOutputContents(ByteString.copyFrom(new byte[5 << 20])).build();
            });

    assertThat(Answers.score(open.model()).toArray(), is(SUMS));

    try (Model small = open.server().source().maxMessageBytes(4 << 20).build().open()) {
      ScoringException failure = Answers.scoringFailure(small);
      assertThat(failure.kind(), is(Kind.PERMANENT));
      assertThat(failure.getMessage(), containsString("maxMessageBytes = 4194304"));
    }
  }

  @Test
  public void requestsAreCompressedOnlyWhenAskedFor() throws Exception {
    Metadata.Key<String> encoding =
        Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);
    Answers.score(open.model());
    assertThat(last().containsKey(encoding), is(false));

    try (Model compressing = open.server().source().gzip(true).build().open()) {
      assertThat(Answers.score(compressing).toArray(), is(SUMS));
      assertThat(last().get(encoding), is("gzip"));
    }
  }

  @Test
  public void theServerSeesWhoCalls() {
    assertThat(
        last().get(Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER)),
        containsString("weir "));
  }

  private Metadata last() {
    List<Metadata> headers = open.server().headers();
    return headers.get(headers.size() - 1);
  }

  private void unreadable(ModelInferResponse answer, String expected) throws Exception {
    open.server().answers(request -> answer);

    ScoringException failure = Answers.scoringFailure(open.model());

    assertThat(failure.kind(), is(Kind.MODEL_ERROR));
    assertThat(
        failure.getMessage(), containsString(" at " + open.server().endpoint() + ": OK, but "));
    assertThat(failure.getMessage(), containsString(expected));
  }

  private static void onCancel(Runnable action) {
    Context.current().addListener(context -> action.run(), Runnable::run);
  }

  private static InferTensorContents.Builder singles(float... values) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float value : values) {
      contents.addFp32Contents(value);
    }
    return contents;
  }

  private static InferTensorContents.Builder doubles(double... values) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (double value : values) {
      contents.addFp64Contents(value);
    }
    return contents;
  }
}
