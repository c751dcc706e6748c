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
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.grpc.Status;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.proto.inference.v2.ModelConfig;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelTransactionPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.ExternalResource;

public final class OpeningTest {
  @Rule public final Started started = new Started();

  private int connections;

  @Before
  public void count() {
    connections = Connections.ofProcess().open();
  }

  @After
  public void noConnectionIsLeftOpen() {
    assertThat(Connections.ofProcess().open(), is(connections));
  }

  @Test
  public void aModelThatIsAskedForIsOpened() throws Exception {
    TritonModelSource source = server().source().input("x").output("p").build();
    try (Model model = source.open()) {
      assertThat(model.description(), is(source.description()));
    }
  }

  @Test
  public void openingWaitsForTheServerAndTheModel() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    server().serverReady = () -> questions.incrementAndGet() > 2;
    server().modelReady = () -> questions.incrementAndGet() > 5;

    server().source().openTimeout(Answers.LONG).build().open().close();
  }

  @Test
  public void aServerThatIsAwayIsAnInputOutputErrorAndOpeningCanBeRepeated() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    TritonModelSource source =
        Answers.source("127.0.0.1:" + port).openTimeout(Duration.ofMillis(300)).build();

    IOException failure = assertThrows(IOException.class, source::open);

    assertThat(
        failure.getMessage(),
        startsWith(
            "model fraud latest (triton) at 127.0.0.1:"
                + port
                + ": not ready within PT0.3S; last: UNAVAILABLE: io exception ("));
    assertThat(failure.getMessage(), containsString("Connection refused"));
    try (ScriptedServer late = ScriptedServer.startAt(port)) {
      assertThat(late.port(), is(port));
      source.open().close();
    }
  }

  @Test
  public void aHostThatNobodyKnowsIsAnInputOutputError() {
    TritonModelSource source =
        Answers.source("no-such-host.invalid:8001").openTimeout(Duration.ofMillis(300)).build();

    assertThat(
        assertThrows(IOException.class, source::open).getMessage(),
        containsString("unknown host [no-such-host.invalid]"));
  }

  @Test
  public void aModelThatDoesNotGetReadyIsAnInputOutputError() {
    server().modelReady = () -> false;
    TritonModelSource source = server().source().openTimeout(Duration.ofMillis(300)).build();

    assertThat(
        assertThrows(IOException.class, source::open).getMessage(),
        containsString("not ready within PT0.3S; last: the model is not ready"));

    server().metadata =
        Answers.failing(Status.NOT_FOUND.withDescription("'fraud' has no available versions"));
    assertThat(
        assertThrows(IOException.class, source::open).getMessage(),
        containsString("last: NOT_FOUND: 'fraud' has no available versions"));
  }

  @Test
  public void aModelThatTheServerDoesNotKnowIsInvalidAtOnce() {
    Status unknown = Status.NOT_FOUND.withDescription("unknown model: 'fraud' is not found");
    server().metadata = Answers.failing(unknown);
    server().modelReady = () -> false;
    assertThat(refused(it -> it.openTimeout(Answers.LONG)), containsString("NOT_FOUND: unknown"));

    // As MLServer and KServe say it.
    for (Status status : new Status[] {Status.UNKNOWN, Status.NOT_FOUND}) {
      server().modelReady = Answers.failing(status);
      assertThat(refused(it -> it.openTimeout(Answers.LONG)), containsString("NOT_FOUND: unknown"));
    }
  }

  @Test
  public void aServerThatWantsAHeaderIsInvalidAtOnce() {
    server().serverReady =
        Answers.failing(
            Status.UNAVAILABLE.withDescription(
                "This protocol is restricted, expecting header 'triton-grpc-protocol-key'"));

    assertThat(
        refused(it -> it.openTimeout(Answers.LONG)),
        containsString("expecting header 'triton-grpc-protocol-key'"));
  }

  @Test
  public void metadataAndConfigurationThatAreWithheldAreNotCompared() throws Exception {
    Status restricted = Status.UNAVAILABLE.withDescription("This protocol is restricted, ...");
    for (Status status : new Status[] {Status.UNIMPLEMENTED, restricted}) {
      server().config = Answers.failing(status);
      server().metadata = Answers.failing(status);

      try (Model model = server().source().input("x").output("p").build().open()) {
        assertThat(Answers.score(model).rows(), is(3));
      }
    }
  }

  @Test
  public void aServerWithoutTensorsInItsMetadataNeedsTheNameOfTheInputOnly() throws Exception {
    server().config = Answers.failing(Status.UNIMPLEMENTED);
    server().metadata = () -> ModelMetadataResponse.newBuilder().setName("fraud").build();

    assertThat(
        refused(it -> it),
        containsString("input is not set and the server does not say it; allowed: the name"));
    try (Model model = server().source().input("x").maxBatch(0).build().open()) {
      assertThat(Answers.score(model).rows(), is(3));
      assertThat(server().requests().get(0).getOutputsCount(), is(0));
      assertThat(model.description().maxBatch(), is(64));
    }
  }

  @Test
  public void tensorsOfOtherNamesAreInvalid() {
    assertThat(refused(it -> it.input("X")), containsString("input is \"X\"; allowed: [x]"));
    assertThat(refused(it -> it.output("P")), containsString("output is \"P\"; allowed: [p]"));
  }

  @Test
  public void tensorsOfOtherTypesAndShapesAreInvalid() {
    metadata(it -> it.setInputs(0, Answers.tensor("x", "FP64", -1, 2)));
    assertThat(
        refused(it -> it),
        containsString(
            "input \"x\" is FP64[-1, 2], where -1 means any size; allowed: FP32[-1, 2], rows of the"
                + " 2 features"));
    metadata(it -> it.setInputs(0, Answers.tensor("x", "FP32", -1, 3)));
    assertThat(refused(it -> it), containsString("input \"x\" is FP32[-1, 3]"));
    metadata(it -> it.setInputs(0, Answers.tensor("x", "FP32", 2)));
    assertThat(refused(it -> it), containsString("input \"x\" is FP32[2]"));
    metadata(it -> it.setOutputs(0, Answers.tensor("p", "INT64", -1)));
    assertThat(
        refused(it -> it),
        containsString(
            "output \"p\" is INT64[-1], where -1 means any size; allowed: FP32 or FP64"));
    metadata(it -> it.setOutputs(0, Answers.tensor("p", "FP32", -1, 15)));
    assertThat(refused(it -> it), containsString("output \"p\" is FP32[-1, 15]"));
  }

  @Test
  public void severalOutputsNeedAName() throws Exception {
    metadata(it -> it.addOutputs(Answers.tensor("label", "INT64", -1)));

    assertThat(refused(it -> it), containsString("output is not set; allowed: [p, label]"));
    server().source().output("p").build().open().close();
  }

  @Test
  public void anotherRequiredInputIsInvalidAndAnOptionalOneIsNot() throws Exception {
    metadata(it -> it.addInputs(Answers.tensor("y", "FP32", -1, 2)));
    assertThat(
        refused(it -> it.input("x")),
        containsString("takes the inputs [x, y]; allowed: one input, all others optional"));

    ModelConfig.Builder config = Answers.config().toBuilder();
    config.addInputBuilder().setName("y").setOptional(true);
    server().config = config::build;
    server().source().build().open().close();
  }

  @Test
  public void theLargestBatchIsComparedWithTheServers() throws Exception {
    server().config = () -> Answers.config().toBuilder().setMaxBatchSize(16).build();

    assertThat(
        refused(it -> it.maxBatch(17)),
        containsString("maxBatch is 17; allowed: 1 to 16, the server's max_batch_size, or 0"));
    assertThat(largestBatch(16), is(16));
    assertThat(largestBatch(8), is(8));
    assertThat(largestBatch(0), is(16));
  }

  @Test
  public void aModelWithoutABatchDimensionTakesAsManyRowsAsItsShapeSays() throws Exception {
    server().config = () -> Answers.config().toBuilder().setMaxBatchSize(0).build();
    assertThat(largestBatch(100), is(100));
    assertThat(largestBatch(0), is(64));

    metadata(it -> it.setInputs(0, Answers.tensor("x", "FP32", 1, 2)));
    assertThat(largestBatch(0), is(1));
    assertThat(
        refused(it -> it.maxBatch(2)),
        containsString("maxBatch is 2; allowed: 1 to 1, the first dimension of input \"x\""));

    metadata(it -> it.setInputs(0, Answers.tensor("x", "FP32", 8, 2)));
    assertThat(refused(it -> it), containsString("allowed: any number of rows, or one"));
  }

  @Test
  public void aModelThatAnswersInStreamsIsInvalid() {
    server().config =
        () ->
            Answers.config().toBuilder()
                .setModelTransactionPolicy(ModelTransactionPolicy.newBuilder().setDecoupled(true))
                .build();

    assertThat(refused(it -> it), containsString("answers in streams (decoupled)"));
  }

  @Test
  public void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
    server().serverReady = () -> false;
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedIOException.class,
        () -> server().source().openTimeout(Answers.LONG).build().open());

    assertThat(Thread.interrupted(), is(true));
  }

  private void metadata(UnaryOperator<ModelMetadataResponse.Builder> change) {
    server().metadata = () -> change.apply(Answers.metadata().toBuilder()).build();
  }

  private int largestBatch(int asked) throws IOException {
    try (Model model = server().source().maxBatch(asked).build().open()) {
      return model.description().maxBatch();
    }
  }

  private String refused(UnaryOperator<TritonModelSource.Builder> settings) {
    TritonModelSource source = settings.apply(server().source()).build();
    String message =
        String.valueOf(assertThrows(InvalidModelException.class, source::open).getMessage());
    assertThat(message, startsWith("model fraud latest (triton) at " + server().endpoint() + ": "));
    return message;
  }

  private ScriptedServer server() {
    return started.server();
  }

  /** A server for a test. */
  public static final class Started extends ExternalResource {
    private @Nullable ScriptedServer server;

    @Override
    protected void before() throws IOException {
      server = ScriptedServer.start();
    }

    @Override
    protected void after() {
      try {
        server().close();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private ScriptedServer server() {
      if (server == null) {
        throw new IllegalStateException("not started");
      }
      return server;
    }
  }
}
