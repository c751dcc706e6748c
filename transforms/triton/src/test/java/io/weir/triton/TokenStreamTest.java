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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.InferParameter;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelStreamInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.Rule;
import org.junit.Test;

public final class TokenStreamTest {
  private static final StreamRequest REQUEST =
      StreamRequest.to("llm")
          .text("text_input", "why?")
          .flag("stream", true)
          .parameter("max_tokens", 9L)
          .parameter("temperature", 0.5)
          .parameter("echo", false)
          .parameter("tone", "dry")
          .output("text_output")
          .build();

  @Rule public final OpenModel open = new OpenModel();

  @Test
  public void piecesComeInOrderUntilTheFinalResponse() throws Exception {
    BlockingQueue<ModelInferRequest> requests = new LinkedBlockingQueue<>();
    script(
        (request, observer) -> {
          requests.add(request);
          observer.onNext(piece("It "));
          observer.onNext(piece(""));
          observer.onNext(piece("was", " late."));
          observer.onNext(last());
          // Triton keeps a stream open: the final response is the end.
        });

    assertThat(read(), is(List.of("It ", "was late.")));

    ModelInferRequest request = requests.remove();
    assertThat(request.getModelName(), is("llm"));
    assertThat(request.getInputs(0).getName(), is("text_input"));
    assertThat(request.getInputs(0).getDatatype(), is("BYTES"));
    assertThat(request.getInputs(0).getShapeList(), is(List.of(1L)));
    assertThat(
        request.getRawInputContents(0), is(element("why?".getBytes(StandardCharsets.UTF_8))));
    assertThat(request.getInputs(1).getDatatype(), is("BOOL"));
    assertThat(request.getRawInputContents(1), is(ByteString.copyFrom(new byte[] {1})));
    assertThat(request.getParametersOrThrow("max_tokens").getInt64Param(), is(9L));
    assertThat(request.getParametersOrThrow("temperature").getDoubleParam(), is(0.5));
    assertThat(request.getParametersOrThrow("echo").hasBoolParam(), is(true));
    assertThat(request.getParametersOrThrow("tone").getStringParam(), is("dry"));
    assertThat(
        request.getParametersOrThrow("triton_enable_empty_final_response").getBoolParam(),
        is(true));
    List<Metadata> headers = open.server().headers();
    assertThat(
        headers
            .get(headers.size() - 1)
            .get(Metadata.Key.of("triton_grpc_error", Metadata.ASCII_STRING_MARSHALLER)),
        is("true"));
  }

  @Test
  public void aFinalResponseMayHoldTheLastPiece() throws Exception {
    script(
        (request, observer) -> {
          ModelStreamInferResponse.Builder end = piece("all").toBuilder();
          end.getInferResponseBuilder()
              .putAllParameters(last().getInferResponse().getParametersMap());
          observer.onNext(end.build());
        });

    assertThat(read(), is(List.of("all")));
  }

  @Test
  public void aStreamThatTheServerCompletesIsAnAnswer() throws Exception {
    script(
        (request, observer) -> {
          observer.onNext(piece("all"));
          observer.onCompleted();
        });

    assertThat(read(), is(List.of("all")));
  }

  @Test
  public void aCharacterThatIsCutInTwoComesWhole() throws Exception {
    byte[] text = "a€𝄞b".getBytes(StandardCharsets.UTF_8);
    script(
        (request, observer) -> {
          for (byte one : text) {
            observer.onNext(bytes(new byte[] {one}));
          }
          observer.onNext(bytes(Arrays.copyOf("€".getBytes(StandardCharsets.UTF_8), 2)));
          observer.onNext(last());
        });

    assertThat(String.join("", read()), is("a€𝄞b\ufffd"));
  }

  @Test
  public void typedContentsAreRead() throws Exception {
    ModelInferResponse.Builder answer = ModelInferResponse.newBuilder();
    answer
        .addOutputsBuilder()
        .setName("text_output")
        .setDatatype("BYTES")
        .getContentsBuilder()
        .addBytesContents(ByteString.copyFromUtf8("typed"));
    script(
        (request, observer) -> {
          observer.onNext(ModelStreamInferResponse.newBuilder().setInferResponse(answer).build());
          observer.onNext(last());
        });

    assertThat(read(), is(List.of("typed")));
  }

  @Test
  public void anErrorWithinTheStreamBreaksItOffAndTheServerIsTold() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    script(
        (request, observer) -> {
          onCancel(cancelled::countDown);
          observer.onNext(piece("half"));
          observer.onNext(error("Request for unknown model: 'llm' is not found"));
        });

    try (TokenStream stream = start(Answers.LONG)) {
      assertThat(stream.next(), is("half"));
      ScoringException failure = assertThrows(ScoringException.class, stream::next);
      assertThat(failure.kind(), is(Kind.PERMANENT));
      assertThat(
          failure.getMessage(),
          is(
              "model llm at "
                  + open.server().endpoint()
                  + ": Request for unknown model: 'llm' is not found"));
      assertThat(cancelled.await(30, TimeUnit.SECONDS), is(true));
      // It stays broken.
      assertThrows(ScoringException.class, stream::next);
    }
  }

  @Test
  public void errorsWithinAStreamAreToldByTheirText() throws Exception {
    broken(error("Exceeds maximum queue size"), Kind.TRANSIENT);
    broken(error("Request timeout expired"), Kind.TRANSIENT);
    broken(error("'llm' has no available versions"), Kind.TRANSIENT);
    broken(error("This protocol is restricted, expecting header"), Kind.PERMANENT);
    broken(error("Stub process 'llm_0_0' is not healthy."), Kind.PERMANENT);
    broken(error("unexpected inference input 'Z' for model 'llm'"), Kind.BAD_ROWS);
    broken(error("out of memory"), Kind.MODEL_ERROR);
  }

  @Test
  public void anAnswerWithoutTextIsAnErrorOfTheModel() throws Exception {
    ModelStreamInferResponse.Builder other = piece("x").toBuilder();
    other.getInferResponseBuilder().getOutputsBuilder(0).setName("other");
    broken(other.build(), Kind.MODEL_ERROR);
    other.getInferResponseBuilder().getOutputsBuilder(0).setName("text_output").setDatatype("FP32");
    broken(other.build(), Kind.MODEL_ERROR);
    ModelStreamInferResponse.Builder cut = piece("whole").toBuilder();
    ByteString raw = cut.getInferResponse().getRawOutputContents(0);
    cut.getInferResponseBuilder().setRawOutputContents(0, raw.substring(0, raw.size() - 1));
    broken(cut.build(), Kind.MODEL_ERROR);
  }

  @Test
  public void aStatusEndsTheStreamWithItsKind() throws Exception {
    script(
        (request, observer) ->
            observer.onError(
                Status.UNAVAILABLE
                    .withDescription("Exceeds maximum queue size")
                    .asRuntimeException()));

    try (TokenStream stream = start(Answers.LONG)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThat(assertThrows(ScoringException.class, stream::next).kind(), is(Kind.TRANSIENT));
      }
    }
  }

  @Test
  public void anAnswerThatDoesNotEndInTimeIsATimeoutAndTheServerIsTold() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    script(
        (request, observer) -> {
          onCancel(cancelled::countDown);
          observer.onNext(piece("half"));
        });

    try (TokenStream stream = start(Duration.ofMillis(200))) {
      assertThrows(
          TimeoutException.class,
          () -> {
            while (stream.next() != null) {
              // "half", if it came in time.
            }
          });
      assertThat(cancelled.await(30, TimeUnit.SECONDS), is(true));
    }
  }

  @Test
  public void closingTellsTheServerToStop() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    script(
        (request, observer) -> {
          onCancel(cancelled::countDown);
          observer.onNext(piece("half"));
        });

    TokenStream stream = start(Answers.LONG);
    assertThat(stream.next(), is("half"));
    stream.close();
    stream.close();

    assertThat(cancelled.await(30, TimeUnit.SECONDS), is(true));
    assertThrows(IllegalStateException.class, stream::next);
  }

  @Test
  public void aServerThatIsFasterThanTheReaderWaits() throws Exception {
    int pieces = 400;
    String big = "x".repeat(100_000);
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch stalled = new CountDownLatch(1);
    open.server().stream =
        observer -> {
          ServerCallStreamObserver<ModelStreamInferResponse> flow =
              (ServerCallStreamObserver<ModelStreamInferResponse>) observer;
          Runnable send =
              () -> {
                while (flow.isReady() && sent.get() <= pieces) {
                  flow.onNext(sent.getAndIncrement() < pieces ? piece(big) : last());
                }
                if (!flow.isReady()) {
                  stalled.countDown();
                }
              };
          flow.setOnReadyHandler(send);
          return ignoring(request -> send.run());
        };

    try (TokenStream stream = start(Duration.ofMinutes(1))) {
      assertThat(stream.next(), is(big));
      assertThat(stalled.await(30, TimeUnit.SECONDS), is(true));
      // 16 pieces for the reader and what the network holds.
      assertThat(sent.get(), is(lessThan(200)));
      int read = 1;
      while (stream.next() != null) {
        read++;
      }
      assertThat(read, is(pieces));
    }
  }

  @Test
  public void settingsOfARequestAreChecked() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> StreamRequest.to("llm").build())
            .getMessage(),
        is("inputs are none; allowed: at least one"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> StreamRequest.to("llm").parameter("triton_x", true))
            .getMessage(),
        containsString("parameter is \"triton_x\""));
    ModelInferRequest batched =
        StreamRequest.to("llm").text("t", "x").batched(true).version("2").build().message();
    assertThat(batched.getInputs(0).getShapeList(), is(List.of(1L, 1L)));
    assertThat(batched.getModelVersion(), is("2"));
  }

  private void broken(ModelStreamInferResponse message, Kind kind) throws Exception {
    script((request, observer) -> observer.onNext(message));
    try (TokenStream stream = start(Answers.LONG)) {
      assertThat(assertThrows(ScoringException.class, stream::next).kind(), is(kind));
    }
  }

  private List<String> read() throws Exception {
    List<String> pieces = new ArrayList<>();
    try (TokenStream stream = start(Answers.LONG)) {
      for (String piece = stream.next(); piece != null; piece = stream.next()) {
        pieces.add(piece);
      }
      assertThat(stream.next() == null, is(true));
    }
    return pieces;
  }

  private TokenStream start(Duration deadline) {
    return open.client().start(REQUEST, deadline);
  }

  private void script(
      BiConsumer<ModelInferRequest, StreamObserver<ModelStreamInferResponse>> answer) {
    open.server().stream = observer -> ignoring(request -> answer.accept(request, observer));
  }

  private static StreamObserver<ModelInferRequest> ignoring(Consumer<ModelInferRequest> onRequest) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ModelInferRequest request) {
        onRequest.accept(request);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {}
    };
  }

  private static void onCancel(Runnable action) {
    Context.current().addListener(context -> action.run(), Runnable::run);
  }

  private static ModelStreamInferResponse piece(String... elements) {
    byte[][] bytes = new byte[elements.length][];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = elements[index].getBytes(StandardCharsets.UTF_8);
    }
    return bytes(bytes);
  }

  private static ModelStreamInferResponse bytes(byte[]... elements) {
    ByteString content = ByteString.EMPTY;
    for (byte[] element : elements) {
      content = content.concat(element(element));
    }
    ModelInferResponse.Builder answer = ModelInferResponse.newBuilder().setModelName("llm");
    answer
        .addOutputsBuilder()
        .setName("text_output")
        .setDatatype("BYTES")
        .addShape(elements.length);
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(answer.addRawOutputContents(content))
        .build();
  }

  private static ByteString element(byte[] bytes) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(4 + bytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.length)
            .put(bytes)
            .flip());
  }

  private static ModelStreamInferResponse last() {
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(
            ModelInferResponse.newBuilder()
                .putParameters(
                    "triton_final_response",
                    InferParameter.newBuilder().setBoolParam(true).build()))
        .build();
  }

  private static ModelStreamInferResponse error(String text) {
    return ModelStreamInferResponse.newBuilder().setErrorMessage(text).build();
  }
}
