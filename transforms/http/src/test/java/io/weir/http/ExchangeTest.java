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
package io.weir.http;

import static io.weir.http.Expect.DEADLINE;
import static io.weir.http.Expect.TWO_ROWS;
import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.get;
import static io.weir.http.Expect.scores;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import io.weir.http.ScriptedServer.Request;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException.Kind;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What every model over HTTP does about good and bad servers. */
public final class ExchangeTest {
  private static final String GOOD = "{\"scores\": [0.25, 0.5]}";

  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  @Test
  public void aBatchIsOneRequestAndItsAnswerIsItsScores() throws Exception {
    server.then(ScriptedServer.ok(GOOD));

    try (Model model = Expect.json(server.endpoint()).open()) {
      Scores scores = scores(model);

      assertThat(List.of(scores.score(0), scores.score(1)), is(List.of(0.25f, 0.5f)));
      assertThat(scores.version(), is("7"));
    }
    Request request = server.request();
    assertThat(request.line, is("POST /score HTTP/1.1"));
    assertThat(request.body, is("{\"rows\":[[1.0,2.5],[-3.0,0.1]]}"));
    assertThat(request.header("Content-Type"), is("application/json"));
    assertThat(request.header("Authorization"), is(""));
    assertThat(request.header("Upgrade"), is(""));
  }

  @Test
  public void oneConnectionServesManyRequests() throws Exception {
    server.then(ScriptedServer.ok(GOOD));

    try (Model model = Expect.json(server.endpoint()).open()) {
      for (int call = 0; call < 50; call++) {
        assertThat(scores(model).rows(), is(2));
      }
    }
    assertThat(server.unreadRequests(), is(50));
    assertThat(server.connections(), is(1));
  }

  @Test
  public void aConnectionIsKeptAfterAShortErrorToo() throws Exception {
    server.then(ScriptedServer.status(503, "busy"));

    try (Model model = Expect.json(server.endpoint()).open()) {
      for (int call = 0; call < 5; call++) {
        String message = failure(model, Kind.TRANSIENT);
        assertThat(message, containsString(" answered 503: busy"));
      }
    }
    assertThat(server.connections(), is(1));
  }

  @Test
  public void eachStatusHasItsKind() throws Exception {
    Map<Integer, Kind> kinds =
        Map.ofEntries(
            Map.entry(301, Kind.PERMANENT),
            Map.entry(400, Kind.BAD_ROWS),
            Map.entry(401, Kind.PERMANENT),
            Map.entry(403, Kind.PERMANENT),
            Map.entry(404, Kind.PERMANENT),
            Map.entry(405, Kind.PERMANENT),
            Map.entry(408, Kind.TRANSIENT),
            Map.entry(413, Kind.BAD_ROWS),
            Map.entry(422, Kind.BAD_ROWS),
            Map.entry(425, Kind.TRANSIENT),
            Map.entry(429, Kind.TRANSIENT),
            Map.entry(500, Kind.MODEL_ERROR),
            Map.entry(501, Kind.PERMANENT),
            Map.entry(502, Kind.TRANSIENT),
            Map.entry(503, Kind.TRANSIENT),
            Map.entry(504, Kind.TRANSIENT),
            Map.entry(507, Kind.MODEL_ERROR));
    try (Model model = Expect.json(server.endpoint()).open()) {
      for (Map.Entry<Integer, Kind> entry : kinds.entrySet()) {
        server.then(ScriptedServer.status(entry.getKey(), "{\"error\": \"why\"}"));
        String message = failure(model, entry.getValue());

        assertThat(message, containsString("model m: POST " + server.base() + "/score answered"));
        assertThat(message, containsString(entry.getKey() + ""));
        assertThat(message, containsString("{\"error\": \"why\"}"));
      }
    }
  }

  @Test
  public void whenToTryAgainIsSaid() throws Exception {
    server
        .then(ScriptedServer.status(429, "", "Retry-After: 12"))
        .then(
            ScriptedServer.status(
                503,
                "",
                "Date: Tue, 15 Nov 1994 08:12:31 GMT",
                "Retry-After: Tue, 15 Nov 1994 08:14:31 GMT"))
        .then(ScriptedServer.status(503, "", "Retry-After: Tue, 15 Nov 1994 08:14:31 GMT"))
        .then(ScriptedServer.status(503, "", "Retry-After: soon"));

    try (Model model = Expect.json(server.endpoint()).open()) {
      String call = "model m: POST " + server.base() + "/score answered ";
      assertThat(failure(model, Kind.TRANSIENT), is(call + "429, try again after 12 s"));
      assertThat(failure(model, Kind.TRANSIENT), is(call + "503, try again after 120 s"));
      assertThat(
          failure(model, Kind.TRANSIENT), is(call + "503, try again at 1994-11-15T08:14:31Z"));
      assertThat(failure(model, Kind.TRANSIENT), is(call + "503"));
    }
  }

  @Test
  public void aRedirectIsNotFollowed() throws Exception {
    try (ScriptedServer other = new ScriptedServer()) {
      other.then(ScriptedServer.ok(GOOD));
      server.then(ScriptedServer.status(307, "", "Location: " + other.base() + "/score"));

      try (Model model = Expect.json(server.endpoint()).open()) {
        assertThat(
            failure(model, Kind.PERMANENT),
            containsString("answered 307, a redirect, which is not followed"));
      }
      assertThat(other.connections(), is(0));
    }
  }

  @Test
  public void anErrorPageIsCutToOneShortLine() throws Exception {
    server.then(ScriptedServer.status(500, "line\n\tline ".repeat(10_000)));

    try (Model model = Expect.json(server.endpoint()).open()) {
      String message = failure(model, Kind.MODEL_ERROR);

      assertThat(message, containsString("answered 500: line line line"));
      assertThat(message.length(), lessThan(400));
    }
  }

  @Test
  public void silenceEndsAtTheDeadline() throws Exception {
    server.then(ScriptedServer.silence());

    try (Model model = Expect.json(server.endpoint()).open()) {
      Throwable failure = failure(model.score(TWO_ROWS, Duration.ofMillis(200)));

      assertThat(failure, instanceOf(TimeoutException.class));
      assertThat(
          failure.getMessage(),
          is("model m: POST " + server.base() + "/score: no whole answer within PT0.2S"));
      assertThat(server.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void aBodyThatDoesNotEndEndsAtTheDeadline() throws Exception {
    server.then(ScriptedServer.stall());

    try (Model model = Expect.json(server.endpoint()).open()) {
      assertThat(
          failure(model.score(TWO_ROWS, Duration.ofMillis(500))),
          instanceOf(TimeoutException.class));
      assertThat(server.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void aCancelledCallClosesItsConnectionBeforeTheAnswer() throws Exception {
    server.then(ScriptedServer.silence());

    try (Model model = Expect.json(server.endpoint()).open()) {
      CompletableFuture<Scores> call = model.score(TWO_ROWS, DEADLINE);
      Request sent = server.request();
      call.cancel(true);

      assertThat(sent.body, containsString("rows"));
      assertThat(server.awaitPeerLeft(), is(true));
      assertThrows(CancellationException.class, () -> get(call));
    }
  }

  @Test
  public void aCancelledCallClosesItsConnectionWithinTheBody() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    server.then(
        exchange -> {
          exchange.head(200, 1000);
          exchange.out.write('{');
          exchange.out.flush();
          half.countDown();
          return exchange.awaitLeaving();
        });

    try (Model model = Expect.json(server.endpoint()).open()) {
      CompletableFuture<Scores> call = model.score(TWO_ROWS, DEADLINE);
      assertThat(half.await(30, TimeUnit.SECONDS), is(true));
      call.cancel(true);

      assertThat(server.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void aModelGoesOnAfterEachFault() throws Exception {
    for (ScriptedServer.Answer fault :
        List.of(ScriptedServer.truncated(), ScriptedServer.hangUp(), ScriptedServer.reset())) {
      server.then(fault).then(ScriptedServer.ok(GOOD));
    }

    try (Model model = Expect.json(server.endpoint()).open()) {
      for (int fault = 0; fault < 3; fault++) {
        assertThat(failure(model, Kind.TRANSIENT), containsString("/score failed ("));
        assertThat(scores(model).rows(), is(2));
      }
    }
  }

  @Test
  public void aServerThatIsAwayIsTransient() throws Exception {
    String base;
    try (ServerSocket taken = new ServerSocket(0)) {
      base = "http://127.0.0.1:" + taken.getLocalPort();
    }

    try (Model model = Expect.json(HttpEndpoint.at(base).build()).open()) {
      assertThat(failure(model, Kind.TRANSIENT), containsString("failed (ConnectException"));
    }
  }

  @Test
  public void aHostThatDoesNotExistIsTransient() throws Exception {
    try (Model model = Expect.json(HttpEndpoint.at("http://host.invalid").build()).open()) {
      assertThat(failure(model, Kind.TRANSIENT), containsString("failed (ConnectException"));
    }
  }

  @Test
  public void whatIsNoHttpIsTransient() throws Exception {
    server.then(
        exchange -> {
          exchange.out.write("SSH-2.0-server\r\n\r\n".getBytes(UTF_8));
          return false;
        });

    try (Model model = Expect.json(server.endpoint()).open()) {
      assertThat(failure(model, Kind.TRANSIENT), containsString("failed ("));
    }
  }

  @Test
  public void anAnnouncedBodyThatIsTooLongIsNotRead() throws Exception {
    server.then(
        exchange -> {
          exchange.head(200, 1L << 40);
          exchange.out.flush();
          return exchange.awaitLeaving();
        });

    try (Model model = Expect.json(bounded()).open()) {
      assertThat(
          failure(model, Kind.MODEL_ERROR),
          containsString("the answer has more than the 1024 bytes of maxResponseBytes"));
      assertThat(server.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void anEndlessBodyIsNotReadOn() throws Exception {
    server.then(
        exchange -> {
          exchange.head(200, -1, "Transfer-Encoding: chunked");
          byte[] chunk = ("400\r\n" + " ".repeat(1024) + "\r\n").getBytes(UTF_8);
          while (true) {
            exchange.out.write(chunk);
          }
        });

    try (Model model = Expect.json(bounded()).open()) {
      assertThat(failure(model, Kind.MODEL_ERROR), containsString("more than the 1024 bytes"));
    }
  }

  @Test
  public void aBodyOfJustTheBoundIsRead() throws Exception {
    server.then(ScriptedServer.ok(GOOD + " ".repeat(1024 - GOOD.length())));

    try (Model model = Expect.json(bounded()).open()) {
      assertThat(scores(model).rows(), is(2));
    }
  }

  private HttpEndpoint bounded() {
    return HttpEndpoint.at(server.base()).maxResponseBytes(1024).build();
  }

  @Test
  public void anAnswerThatIsNoJsonIsAModelError() throws Exception {
    for (String answer :
        List.of(
            "",
            "<html>secret page</html>",
            "{\"scores\": [0.25, 0.5]",
            GOOD + "}",
            "[".repeat(5000))) {
      server.then(ScriptedServer.ok(answer));
      try (Model model = Expect.json(server.endpoint()).open()) {
        assertThat(
            failure(model, Kind.MODEL_ERROR),
            is(
                "model m: POST "
                    + server.base()
                    + "/score: the answer is not JSON that can be read"));
      }
    }
  }

  @Test
  public void noMoreThanTheLimitIsInFlightAndTheRestWaits() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    server.then(ScriptedServer.after(gate, ScriptedServer.ok(GOOD)));
    HttpEndpoint endpoint = HttpEndpoint.at(server.base()).maxInFlight(3).build();

    try (Model model = Expect.json(endpoint).open()) {
      List<CompletableFuture<Scores>> calls = new ArrayList<>();
      for (int call = 0; call < 40; call++) {
        calls.add(model.score(TWO_ROWS, DEADLINE));
      }
      for (int call = 0; call < 3; call++) {
        server.request();
      }
      assertThat(server.unreadRequests(), is(0));
      gate.countDown();
      for (CompletableFuture<Scores> call : calls) {
        assertThat(get(call).rows(), is(2));
      }
      assertThat(server.connections(), is(3));
    }
  }

  @Test
  public void theDeadlineRunsWhileACallWaitsForItsTurn() throws Exception {
    server.then(ScriptedServer.silence()).then(ScriptedServer.ok(GOOD));
    HttpEndpoint endpoint = HttpEndpoint.at(server.base()).maxInFlight(1).build();

    try (Model model = Expect.json(endpoint).open()) {
      CompletableFuture<Scores> first = model.score(TWO_ROWS, DEADLINE);
      server.request();
      assertThat(
          failure(model.score(TWO_ROWS, Duration.ofMillis(100))),
          instanceOf(TimeoutException.class));
      first.cancel(true);

      assertThat(scores(model).rows(), is(2));
      assertThat(server.request().connection, is(2));
      assertThat(server.unreadRequests(), is(0));
    }
  }

  @Test
  public void closingFailsWhatIsInFlightAndWhatWaits() throws Exception {
    server.then(ScriptedServer.silence());
    HttpEndpoint endpoint = HttpEndpoint.at(server.base()).maxInFlight(1).build();
    Model model = Expect.json(endpoint).open();
    CompletableFuture<Scores> first = model.score(TWO_ROWS, DEADLINE);
    CompletableFuture<Scores> second = model.score(TWO_ROWS, DEADLINE);
    server.request();

    model.close();
    model.close();

    assertThat(failure(first).getMessage(), containsString("the model was closed"));
    assertThat(failure(second).getMessage(), containsString("the model was closed"));
    assertThat(server.awaitPeerLeft(), is(true));
    assertThat(
        failure(model.score(TWO_ROWS, DEADLINE)).getMessage(),
        is("model m: POST " + server.base() + "/score failed: the model was closed"));
  }

  @Test
  public void aBatchOfAnotherShapeIsRefused() throws Exception {
    server.then(ScriptedServer.ok(GOOD));
    JsonEndpoint small =
        JsonEndpoint.at(server.endpoint(), "/score")
            .name("m")
            .version("7")
            .features(List.of("a", "b"))
            .maxBatch(1)
            .build();

    try (Model model = small.open()) {
      assertThat(
          failure(model.score(TWO_ROWS, DEADLINE)).getMessage(),
          is("batch is 2 rows of 2 columns; allowed: 1 to 1 rows of 2 columns"));
    }
    assertThat(server.connections(), is(0));
  }
}
