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
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.ModelInferResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ConnectionTest {
  private static final String KEY = "triton-grpc-protocol-infer-key";
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of(KEY, Metadata.ASCII_STRING_MARSHALLER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void anOpenModelOutlivesAServerThatGoesAwayAndComesBack() throws Exception {
    ScriptedServer first = ScriptedServer.start();
    int port = first.port();
    try (Model model = first.source().build().open()) {
      assertThat(Answers.score(model).rows(), is(3));
      first.close();

      assertThat(Answers.scoringFailure(model).kind(), is(Kind.TRANSIENT));

      try (ScriptedServer second = ScriptedServer.startAt(port)) {
        assertThat(Answers.scoreAgainAndAgain(model).rows(), is(3));
        assertThat(second.requests().isEmpty(), is(false));
      }
    }
  }

  @Test
  public void closedByAnInterruptedThreadItLeavesNoThreadBehind() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      Model model = server.source().build().open();
      assertThat(Answers.score(model).rows(), is(3));
      assertThat(connectionThreads(), is(not(0L)));

      Thread.currentThread().interrupt();
      model.close();

      assertThat("interrupted", Thread.interrupted());
      assertThat(connectionThreads(), is(0L));
    }
  }

  private static long connectionThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("weir-triton"))
        .count();
  }

  @Test
  public void aCallThatTheServerTakesDownWithItIsTransient() throws Exception {
    BlockingQueue<StreamObserver<ModelInferResponse>> arrived = new LinkedBlockingQueue<>();
    ScriptedServer server = ScriptedServer.start();
    server.infer = (request, observer) -> arrived.add(observer);
    try (Model model = server.source().build().open()) {
      CompletableFuture<Scores> call = model.score(Answers.ROWS, Answers.LONG);
      assertThat(arrived.poll(30, TimeUnit.SECONDS) == null, is(false));

      server.close();

      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
      assertThat(
          failure.getCause() instanceof ScoringException
              ? ((ScoringException) failure.getCause()).kind()
              : failure,
          is(Kind.TRANSIENT));
    }
  }

  @Test
  public void aServerThatSaysGoodbyeStillAnswersTheRunningCall() throws Exception {
    BlockingQueue<StreamObserver<ModelInferResponse>> arrived = new LinkedBlockingQueue<>();
    ScriptedServer first = ScriptedServer.start();
    int port = first.port();
    first.infer = (request, observer) -> arrived.add(observer);
    try (Model model = first.source().build().open()) {
      CompletableFuture<Scores> call = model.score(Answers.ROWS, Answers.LONG);
      StreamObserver<ModelInferResponse> observer = arrived.poll(30, TimeUnit.SECONDS);
      if (observer == null) {
        throw new AssertionError("the call did not arrive");
      }
      first.answers(Answers::sums);
      first.goAway();
      try (ScriptedServer second = ScriptedServer.startAt(port)) {
        // The first still takes calls that were on their way when it said so.
        Answers.scoreUntil(model, () -> !second.requests().isEmpty(), scores -> {});

        Answers.send(observer, Answers.raw(Answers.singles(7, 8, 9), "FP32", 3).build());
        assertThat(call.get(30, TimeUnit.SECONDS).score(2), is(9f));
      }
      first.close();
    }
  }

  @Test
  public void callsGoToAllEndpointsAndADeadOneIsLeftOut() throws Exception {
    ScriptedServer first = ScriptedServer.start();
    try (ScriptedServer second = ScriptedServer.start();
        Model model = Answers.source(first.endpoint(), second.endpoint()).build().open()) {
      // The second connection may still be in the making.
      Answers.scoreUntil(
          model, () -> !first.requests().isEmpty() && !second.requests().isEmpty(), scores -> {});
      first.close();
      // Until the client has heard of it, a call may still go there.
      int failed = 0;
      for (int row = 0; row < 20; row++) {
        try {
          Answers.score(model);
        } catch (ExecutionException e) {
          failed++;
        }
      }
      assertThat(failed, is(lessThan(3)));

      try (ScriptedServer back = ScriptedServer.startAt(first.port())) {
        Answers.scoreUntil(model, () -> !back.requests().isEmpty(), scores -> {});
      }
    }
  }

  @Test
  public void anEndpointWhoseNameIsUnknownIsLeftOut() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        Model model =
            Answers.source("no-such-host.invalid:8001", server.endpoint()).build().open()) {
      assertThat(Answers.score(model).rows(), is(3));
    }
  }

  @Test
  public void modelsOfOneServerAndSettingsShareAConnectionThatTheLastOneCloses() throws Exception {
    int before = Connections.ofProcess().open();
    try (ScriptedServer server = ScriptedServer.start()) {
      Model one = server.source().build().open();
      Model other = server.source().model("other").build().open();
      assertThat(Connections.ofProcess().open(), is(before + 1));
      Model compressing = server.source().gzip(true).build().open();
      assertThat(Connections.ofProcess().open(), is(before + 2));

      one.close();
      one.close();
      compressing.close();
      assertThat(Connections.ofProcess().open(), is(before + 1));
      assertThat(Answers.score(other).rows(), is(3));
      other.close();
      assertThat(Connections.ofProcess().open(), is(before));
    }
  }

  @Test
  public void aCallOnAClosedModelFails() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      Model model = server.source().build().open();
      model.close();

      assertThat(Answers.scoringFailure(model).kind(), is(Kind.TRANSIENT));
    }
  }

  @Test
  public void theTokenOfTheMomentIsSentWithEachCall() throws Exception {
    Path file = folder.newFile().toPath();
    Files.writeString(file, "first-secret\n");
    try (ScriptedServer server = ScriptedServer.start();
        Model model = server.source().tokenFile(file, KEY).build().open()) {
      Answers.score(model);
      assertThat(server.headers().stream().allMatch(it -> it.containsKey(HEADER)), is(true));
      assertThat(lastToken(server), is("first-secret"));

      // As Kubernetes does it: a new file takes the place of the old one.
      Path next = Files.writeString(folder.newFile().toPath(), "other-secret\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      Answers.score(model);
      assertThat(lastToken(server), is("other-secret"));

      Files.delete(file);
      Answers.score(model);
      assertThat(lastToken(server), is("other-secret"));
    }
  }

  @Test
  public void aPrefixStandsBeforeTheToken() throws Exception {
    Path file = Files.writeString(folder.newFile().toPath(), "secret");
    try (ScriptedServer server = ScriptedServer.start();
        Model model = server.source().tokenFile(file, "authorization", "Bearer ").build().open()) {
      Answers.score(model);
      assertThat(
          server
              .headers()
              .get(server.headers().size() - 1)
              .get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)),
          is("Bearer secret"));
    }
  }

  @Test
  public void noMessageHoldsTheTokenEvenIfTheServerRepeatsIt() throws Exception {
    Path file = Files.writeString(folder.newFile().toPath(), "top-secret");
    try (ScriptedServer server = ScriptedServer.start();
        Model model = server.source().tokenFile(file, KEY).build().open()) {
      server.fails(Status.UNAUTHENTICATED.withDescription("token top-secret is wrong"));

      ScoringException failure = Answers.scoringFailure(model);

      assertThat(failure.kind(), is(Kind.PERMANENT));
      assertThat(failure.getMessage(), containsString("token *** is wrong"));
      for (Throwable next = failure; next != null; next = next.getCause()) {
        assertThat(String.valueOf(next), not(containsString("top-secret")));
      }
    }
  }

  @Test
  public void aTokenThatCannotBeReadIsNamedByItsFile() throws Exception {
    Path unprintable = Files.writeString(folder.newFile().toPath(), "two\nlines");
    try (ScriptedServer server = ScriptedServer.start()) {
      for (Path file : new Path[] {Path.of("/no/token"), unprintable}) {
        TritonModelSource source =
            server.source().tokenFile(file, KEY).openTimeout(Duration.ofSeconds(1)).build();
        Exception failure = assertThrows(Exception.class, source::open);
        assertThat(
            failure.getMessage(),
            containsString("UNAUTHENTICATED: token file " + file + " cannot be read"));
        assertThat(failure.getMessage(), not(containsString("lines")));
      }
      assertThat(server.headers().isEmpty(), is(true));
    }
  }

  @Test
  public void connectionsCloseWithinBoundsWhenACallHangs()
      throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.infer = (request, observer) -> {};
      Model model = server.source().build().open();
      CompletableFuture<Scores> call = model.score(Answers.ROWS, Duration.ofMillis(100));

      model.close();

      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
      assertThat(failure.getCause() instanceof TimeoutException, is(true));
    }
  }

  private static String lastToken(ScriptedServer server) {
    return String.valueOf(server.headers().get(server.headers().size() - 1).get(HEADER));
  }
}
