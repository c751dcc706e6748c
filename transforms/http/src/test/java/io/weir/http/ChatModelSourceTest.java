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
import static io.weir.http.Expect.FEATURES;
import static io.weir.http.Expect.TWO_ROWS;
import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.scores;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class ChatModelSourceTest {
  private static final String FIRST = "a 1, b 2.5";
  private static final String SECOND = "a -3, b 0.1";

  private final Map<String, ScriptedServer.Answer> answers = new ConcurrentHashMap<>();
  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
    server
        .then(ScriptedServer.ok("{\"data\": [{\"id\": \"small\"}]}"))
        .then(
            exchange -> {
              String text = Json.read(exchange.request.body).at("/messages/1/content").asText();
              return answers
                  .getOrDefault(text, ScriptedServer.status(400, "unknown text"))
                  .give(exchange);
            });
    answers.put(FIRST, verdict("fraud", "0.75"));
    answers.put(SECOND, verdict("genuine", "0.75"));
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  private static ScriptedServer.Answer verdict(String label, String score) {
    return ScriptedServer.ok(
        ChatClassifierTest.chat("stop", ChatClassifierTest.verdict(label, score)));
  }

  private ChatClassifier classifier(String... labels) {
    return ChatClassifier.at(server.endpoint(), "small")
        .labels(List.of(labels))
        .instructions("Decide.")
        .build();
  }

  private ChatModelSource source() {
    return ChatModelSource.of(
        "chat",
        classifier("fraud", "genuine"),
        PromptTemplate.of("a {a}, b {b}", FEATURES),
        "fraud");
  }

  @Test
  public void aRowIsScoredByWhatTheModelSaysOfItsText() throws Exception {
    ChatModelSource source = SerializableUtils.clone(source());
    assertThat(source.description().lane(), is(Lane.HTTP));
    assertThat(source.description().features(), is(FEATURES));
    assertThat(source.description().version(), is("small"));
    assertThat(source.id(), is(source().id()));
    assertThat(source.id(), not(source().withMaxBatch(2).id()));

    try (Model model = source.open()) {
      Scores scores = scores(model);

      assertThat(List.of(scores.score(0), scores.score(1)), is(List.of(0.75f, 0.25f)));
      assertThat(scores.version(), is("small-0613"));
    }
  }

  @Test
  public void aRowWithAModelErrorIsNotANumberWhileOthersHaveScores() throws Exception {
    answers.put(FIRST, verdict("fraud", "7"));

    try (Model model = source().open()) {
      Scores scores = scores(model);

      assertThat(List.of(scores.score(0), scores.score(1)), is(List.of(Float.NaN, 0.25f)));
      assertThat(
          failure(model.score(TWO_ROWS.slice(0, 1), DEADLINE)).getMessage(),
          containsString("score is 7; allowed: 0 to 1"));
    }
  }

  @Test
  public void aFailureThatMayPassIsTheBatchs() throws Exception {
    answers.put(SECOND, ScriptedServer.status(429, "", "Retry-After: 1"));
    try (Model model = source().open()) {
      assertThat(failure(model, Kind.TRANSIENT), containsString("429, try again after 1 s"));

      answers.put(SECOND, ScriptedServer.silence());
      assertThat(
          failure(model.score(TWO_ROWS, Duration.ofMillis(300))),
          instanceOf(TimeoutException.class));
    }
  }

  @Test
  public void cancellingABatchGivesUpItsTexts() throws Exception {
    answers.put(FIRST, ScriptedServer.silence());
    try (Model model = source().open()) {
      server.request();
      CompletableFuture<Scores> call = model.score(TWO_ROWS.slice(0, 1), DEADLINE);
      server.request();
      call.cancel(true);

      assertThat(server.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void labelsThatGiveNoScoreAreRefused() {
    PromptTemplate template = PromptTemplate.of("{a} {b}", FEATURES);
    for (ChatClassifier labels :
        List.of(classifier("fraud", "genuine", "odd"), classifier("Fraud", "genuine"))) {
      assertThat(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> ChatModelSource.of("chat", labels, template, "fraud"))
              .getMessage(),
          containsString("allowed: two, of which the positive is one"));
    }
  }
}
