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
import static io.weir.http.Expect.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class ChatClassifierTest {
  private static final String MODELS = "{\"data\": [{\"id\": \"other\"}, {\"id\": \"small\"}]}";

  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
    server.then(ScriptedServer.ok(MODELS));
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  /** A chat server's answer around what the model wrote. */
  static String chat(String finish, String content) {
    byte[] answer =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("model", "small-0613");
              json.writeArrayFieldStart("choices");
              json.writeStartObject();
              json.writeStringField("finish_reason", finish);
              json.writeObjectFieldStart("message");
              json.writeStringField("role", "assistant");
              json.writeNullField("refusal");
              json.writeStringField("content", content);
              json.writeEndObject();
              json.writeEndObject();
              json.writeEndArray();
              json.writeEndObject();
            });
    return new String(answer, UTF_8);
  }

  static String verdict(String label, String score) {
    return "{\"label\": \"" + label + "\", \"score\": " + score + ", \"reason\": \"so\"}";
  }

  private ChatClassifier classifier(UnaryOperator<ChatClassifier.Builder> settings) {
    return settings
        .apply(
            ChatClassifier.at(server.endpoint(), "small")
                .labels(List.of("harmless", "abusive"))
                .instructions("Decide."))
        .build();
  }

  private Classification classify(TextClassifier classifier, String answer) throws Exception {
    server.then(ScriptedServer.ok(answer));
    return get(classifier.classify(List.of("text"), DEADLINE)).get(0);
  }

  @Test
  public void aTextIsAskedForWithASchemaAndWithoutChance() throws Exception {
    server.then(ScriptedServer.ok(chat("stop", verdict("abusive", "0.75"))));

    try (TextClassifier classifier =
        SerializableUtils.clone(classifier(builder -> builder.seed(42).maxTokens(64))).open()) {
      assertThat(
          get(classifier.classify(List.of("you \"fool\"\n"), DEADLINE)),
          is(List.of(Classification.of("abusive", 0.75, "so", "small-0613"))));
    }
    assertThat(server.request().line, is("GET /v1/models HTTP/1.1"));
    ScriptedServer.Request request = server.request();
    assertThat(request.line, is("POST /v1/chat/completions HTTP/1.1"));
    JsonNode body = Json.read(request.body);
    assertThat(body.at("/model").asText(), is("small"));
    assertThat(body.at("/temperature").asInt(-1), is(0));
    assertThat(body.at("/seed").asInt(), is(42));
    assertThat(body.at("/max_tokens").asInt(), is(64));
    assertThat(body.at("/stream").asBoolean(true), is(false));
    assertThat(body.at("/messages/0/role").asText(), is("system"));
    assertThat(body.at("/messages/0/content").asText(), containsString("Decide."));
    assertThat(body.at("/messages/0/content").asText(), not(containsString("fool")));
    assertThat(body.at("/messages/1/role").asText(), is("user"));
    assertThat(body.at("/messages/1/content").asText(), is("you \"fool\"\n"));
    assertThat(body.at("/messages").size(), is(2));
    assertThat(body.at("/response_format/type").asText(), is("json_schema"));
    JsonNode schema = body.at("/response_format/json_schema/schema");
    assertThat(schema.at("/properties/label/enum").toString(), is("[\"harmless\",\"abusive\"]"));
    assertThat(schema.at("/required").toString(), is("[\"label\",\"score\",\"reason\"]"));
    assertThat(schema.at("/additionalProperties").asBoolean(true), is(false));
  }

  @Test
  public void whatIsNotTheSchemaIsAModelErrorOfThatText() throws Exception {
    String[][] cases = {
      {chat("length", "{\"label\": \"harm"), "the answer was cut off at its bound"},
      {chat("content_filter", ""), "finish_reason is \"content_filter\"; allowed: \"stop\""},
      {chat("stop", "I think it is abusive."), "the model wrote no JSON: I think it is abusive."},
      {chat("stop", ""), "the model wrote no JSON:"},
      {chat("stop", verdict("abusive", "0.5") + " Hope this helps!"), "the model wrote no JSON:"},
      {chat("stop", "[]"), "the model wrote []; allowed: an object with label, score and reason"},
      {chat("stop", "{\"label\": \"abusive\", \"score\": 1}"), "the model wrote {\"label\""},
      {chat("stop", verdict("Abusive", "1")), "label is \"Abusive\"; allowed: [harmless, abusive]"},
      {chat("stop", verdict("abusive", "1.01")), "score is 1.01; allowed: 0 to 1"},
      {chat("stop", verdict("abusive", "-1e-9")), "score is "},
      {chat("stop", verdict("abusive", "NaN")), "score is \"NaN\"; allowed: 0 to 1"},
      {chat("stop", verdict("abusive", "\"1\"")), "score is \"1\"; allowed: 0 to 1"},
      {chat("stop", verdict("abusive", "null")), "score is null; allowed: 0 to 1"},
      {chat("stop", verdict("abusive", "1").replace("\"so\"", "7")), "reason is 7; allowed"},
      {
        chat("stop", "x").replace("\"refusal\":null", "\"refusal\":\"I cannot\""),
        "the model refused: I cannot"
      },
      {chat("stop", "x").replace("\"x\"", "null"), "the answer has no choices[0].message.content"},
      {"{\"choices\": []}", "finish_reason is \"\"; allowed: \"stop\""},
      {"[]", "finish_reason is \"\"; allowed: \"stop\""},
      {"data: {}", "the answer is not JSON that can be read"},
    };
    try (TextClassifier classifier = classifier(builder -> builder).open()) {
      for (String[] pair : cases) {
        Classification outcome = classify(classifier, pair[0]);

        Exception failure = outcome.failure().orElseThrow();
        assertThat(failure, instanceOf(ScoringException.class));
        assertThat(((ScoringException) failure).kind(), is(Kind.MODEL_ERROR));
        assertThat(failure.getMessage(), containsString("model small: POST "));
        assertThat(failure.getMessage(), containsString(pair[1]));
        assertThat(outcome.label(), is(""));
      }
    }
  }

  @Test
  public void theBoundsOfTheScoreAreAllowed() throws Exception {
    try (TextClassifier classifier = classifier(builder -> builder).open()) {
      for (String bound : List.of("0", "1")) {
        assertThat(
            classify(classifier, chat("stop", verdict("harmless", bound))).score(),
            is(Double.parseDouble(bound)));
      }
    }
  }

  @Test
  public void textsKeepTheirOrderAndFailAlone() throws Exception {
    server.then(
        exchange -> {
          String text = Json.read(exchange.request.body).at("/messages/1/content").asText();
          int number = Integer.parseInt(text);
          return (number % 7 == 3
                  ? ScriptedServer.status(503, "busy")
                  : ScriptedServer.ok(chat("stop", verdict("harmless", "0." + text))))
              .give(exchange);
        });
    List<String> texts = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      texts.add(String.valueOf(number));
    }

    try (TextClassifier classifier = classifier(builder -> builder).open()) {
      List<Classification> outcomes = get(classifier.classify(texts, DEADLINE));

      for (int number = 0; number < 60; number++) {
        Classification outcome = outcomes.get(number);
        assertThat(outcome.failure().isPresent(), is(number % 7 == 3));
        if (outcome.failure().isEmpty()) {
          assertThat(outcome.score(), is(Double.parseDouble("0." + number)));
        } else {
          assertThat(outcome.toString(), endsWith("answered 503: busy"));
        }
      }
    }
  }

  @Test
  public void aTextThatIsTooLongFailsWithoutARequest() throws Exception {
    server.then(ScriptedServer.ok(chat("stop", verdict("abusive", "0.75"))));

    try (TextClassifier classifier = classifier(builder -> builder.maxTextLength(3)).open()) {
      List<Classification> outcomes = get(classifier.classify(List.of("four", "two"), DEADLINE));

      ScoringException failure = (ScoringException) outcomes.get(0).failure().orElseThrow();
      assertThat(failure.kind(), is(Kind.BAD_ROWS));
      assertThat(failure.getMessage(), endsWith(": the text has 4 characters; allowed: up to 3"));
      assertThat(outcomes.get(1).label(), is("abusive"));
    }
    server.request();
    server.request();
    assertThat(server.unreadRequests(), is(0));
  }

  @Test
  public void textsWithoutAnAnswerAtTheDeadlineFailAndTheOthersKeepTheirs() throws Exception {
    server
        .then(ScriptedServer.ok(chat("stop", verdict("abusive", "0.75"))))
        .then(ScriptedServer.silence());
    HttpEndpoint one = HttpEndpoint.at(server.base()).maxInFlight(1).build();
    ChatClassifier source =
        ChatClassifier.at(one, "small").labels(List.of("abusive", "x")).instructions("D").build();

    try (TextClassifier classifier = source.open()) {
      List<Classification> outcomes =
          get(classifier.classify(List.of("a", "b", "c"), Duration.ofSeconds(2)));

      assertThat(outcomes.get(0).label(), is("abusive"));
      assertThat(outcomes.get(1).failure().orElseThrow(), instanceOf(TimeoutException.class));
      assertThat(outcomes.get(2).failure().orElseThrow(), instanceOf(TimeoutException.class));
    }
  }

  @Test
  public void cancellingGivesUpAllTexts() throws Exception {
    server.then(ScriptedServer.silence());
    HttpEndpoint one = HttpEndpoint.at(server.base()).maxInFlight(1).build();
    ChatClassifier source =
        ChatClassifier.at(one, "small").labels(List.of("a", "b")).instructions("D").build();

    try (TextClassifier classifier = source.open()) {
      server.request();
      CompletableFuture<List<Classification>> call =
          classifier.classify(List.of("a", "b", "c"), DEADLINE);
      server.request();
      call.cancel(true);

      assertThat(server.awaitPeerLeft(), is(true));
      assertThat(server.unreadRequests(), is(0));
    }
  }

  @Test
  public void aModelThatIsNotServedIsRefused() throws Exception {
    assertThat(
        assertThrows(
                InvalidModelException.class,
                () ->
                    ChatClassifier.at(server.endpoint(), "large")
                        .labels(List.of("a", "b"))
                        .instructions("D")
                        .build()
                        .open())
            .getMessage(),
        is("model large at " + server.base() + " is not served; allowed: one of [other, small]"));
  }

  @Test
  public void aServerThatIsLoadingMayBeOpenedLaterAndOneWithoutAListIsBelieved() throws Exception {
    try (ScriptedServer other = new ScriptedServer()) {
      other.then(ScriptedServer.status(503, "loading")).then(ScriptedServer.status(404, ""));
      ChatClassifier source =
          ChatClassifier.at(other.endpoint(), "large")
              .labels(List.of("a", "b"))
              .instructions("D")
              .build();

      assertThrows(IOException.class, source::open);
      source.open().close();
    }
  }

  @Test
  public void settingsOfAnotherFormAreRefused() {
    assertThat(
        refused(builder -> builder.labels(List.of("a"))),
        is("labels is [a]; allowed: 2 to 100, each once"));
    assertThat(refused(builder -> builder.labels(List.of("a", " "))), containsString("label is"));
    assertThat(refused(builder -> builder.instructions(" ")), containsString("is blank"));
    assertThat(refused(builder -> builder.seed(-1)), is("seed is -1; allowed: at least 0"));
    assertThat(refused(builder -> builder.maxTokens(1)), is("maxTokens is 1; allowed: 16 to 4096"));
    assertThat(refused(builder -> builder.maxTextLength(0)), containsString("maxTextLength is 0"));
  }

  private String refused(UnaryOperator<ChatClassifier.Builder> settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> classifier(settings)).getMessage());
  }
}
