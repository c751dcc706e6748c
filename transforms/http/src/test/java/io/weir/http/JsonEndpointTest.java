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
import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.get;
import static io.weir.http.Expect.scores;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class JsonEndpointTest {
  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  private JsonEndpoint source(UnaryOperator<JsonEndpoint.Builder> settings) {
    return settings
        .apply(
            JsonEndpoint.at(server.endpoint(), "/score").name("m").version("7").features(FEATURES))
        .build();
  }

  @Test
  public void aSourceSaysWhatWasSetAndContactsNobody() {
    JsonEndpoint source = source(builder -> builder.maxBatch(9).batchInvariant(true));
    JsonEndpoint travelled = SerializableUtils.clone(source);

    assertThat(travelled.description(), is(source.description()));
    assertThat(source.description().lane(), is(Lane.HTTP));
    assertThat(source.description().maxBatch(), is(9));
    assertThat(source.description().batchInvariant(), is(true));
    assertThat(source.toString(), is("m 7 (http) at " + server.base() + "/score"));
    assertThat(server.connections(), is(0));
  }

  @Test
  public void sourcesShareAnIdOnlyIfAllIsEqual() {
    JsonEndpoint source = source(builder -> builder);

    assertThat(SerializableUtils.clone(source).id(), is(source.id()));
    for (JsonEndpoint other :
        List.of(
            source(builder -> builder.maxBatch(9)),
            source(builder -> builder.rowShape(RowShape.OBJECTS)),
            source(builder -> builder.nonFinite(NonFinite.NULL)),
            source(builder -> builder.rowsField("x")),
            source(builder -> builder.scores("/x")),
            source(builder -> builder.scoreField("x")),
            source(builder -> builder.versionAt("/x")),
            source(builder -> builder.healthPath("/x")),
            source(builder -> builder.features(List.of("b", "a"))))) {
      assertThat(other.id(), not(source.id()));
    }
  }

  @Test
  public void rowsAreWrittenByFeatureWhereThatIsSet() throws Exception {
    server.then(ScriptedServer.ok("[[0.9, 0.1], [0.2, 0.8]]"));

    try (Model model =
        source(builder -> builder.rowShape(RowShape.OBJECTS).rowsField("").scores("")).open()) {
      Scores scores = scores(model);

      assertThat(List.of(scores.score(0), scores.score(1)), is(List.of(0.1f, 0.8f)));
    }
    assertThat(server.request().body, is("[{\"a\":1.0,\"b\":2.5},{\"a\":-3.0,\"b\":0.1}]"));
  }

  @Test
  public void scoresAndVersionAreFoundWhereTheyAreSaidToBe() throws Exception {
    server
        .then(
            ScriptedServer.ok(
                "{\"model\": {\"v\": 12}, \"out\": [{\"p\": [0.1]}, {\"p\": [0.2]}]}"))
        .then(ScriptedServer.ok("{\"model\": {\"v\": \"b\"}, \"out\": [{\"p\": 1}, {\"p\": 0}]}"))
        .then(ScriptedServer.ok("{\"out\": [{\"p\": 1}, {\"p\": 0}]}"))
        .then(ScriptedServer.ok("{\"model\": {\"v\": 1}, \"out\": [{\"p\": 1}, {\"q\": 0}]}"));

    try (Model model =
        source(builder -> builder.scores("/out").scoreField("p").versionAt("/model/v")).open()) {
      Scores first = scores(model);
      assertThat(first.version(), is("12"));
      assertThat(first.score(1), is(0.2f));
      assertThat(scores(model).version(), is("b"));
      assertThat(failure(model, Kind.MODEL_ERROR), containsString("/model/v is no version"));
      assertThat(
          failure(model, Kind.MODEL_ERROR), endsWith("/score: /out, element 1 has no field \"p\""));
    }
  }

  @Test
  public void aScoreThatIsNotFiniteIsGivenAsItIs() throws Exception {
    server
        .then(ScriptedServer.ok("{\"scores\": [null, \"NaN\"]}"))
        .then(ScriptedServer.ok("{\"scores\": [NaN, -Infinity]}"))
        .then(ScriptedServer.ok("{\"scores\": [1e99, \"Infinity\"]}"));

    try (Model model = source(builder -> builder).open()) {
      assertThat(pair(scores(model)), is(List.of(Float.NaN, Float.NaN)));
      assertThat(pair(scores(model)), is(List.of(Float.NaN, Float.NEGATIVE_INFINITY)));
      assertThat(
          pair(scores(model)), is(List.of(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY)));
    }
  }

  @Test
  public void anAnswerOfAnotherFormIsAModelErrorThatSaysWhatIsWrong() throws Exception {
    String[][] cases = {
      {"{}", "/scores is missing; allowed: an array of 2 scores"},
      {"{\"scores\": {}}", "/scores is of type object; allowed: an array of 2 scores"},
      {"{\"scores\": []}", "/scores has 0 scores; allowed: 2, one a row"},
      {"{\"scores\": [0.1]}", "/scores has 1 scores; allowed: 2, one a row"},
      {"{\"scores\": [0.1, 0.2, 0.3]}", "/scores has 3 scores; allowed: 2, one a row"},
      {"{\"scores\": [0.1, true]}", "/scores, element 1 is of type boolean; allowed: a number"},
      {"{\"scores\": [\"0.1\", 1]}", "/scores, element 0 is of type string; allowed: a number"},
      {
        "{\"scores\": [[0.1], 1]}",
        "/scores, element 1 has another shape than element 0; allowed: one shape"
      },
      {
        "{\"scores\": [[], []]}",
        "/scores, element 0 is an array of 0; allowed: a number, or an array of 1 or 2"
      },
      {
        "{\"scores\": [[1,2,3], [1,2,3]]}",
        "/scores, element 0 is an array of 3; allowed: a number, or an array of 1 or 2"
      },
      {"{\"scores\": [[[1]], [[1]]]}", "/scores, element 0 is of type array; allowed: a number"},
    };
    try (Model model = source(builder -> builder).open()) {
      for (String[] pair : cases) {
        server.then(ScriptedServer.ok(pair[0]));
        assertThat(
            failure(model, Kind.MODEL_ERROR),
            is("model m: POST " + server.base() + "/score: " + pair[1]));
      }
    }
  }

  @Test
  public void aValueThatIsNotFiniteIsRefusedUnlessSaidHowToSendIt() throws Exception {
    FeatureRows rows =
        FeatureRows.copyOf(new float[] {1, Float.NaN}, new float[] {Float.NEGATIVE_INFINITY, 0.1f});
    server.then(ScriptedServer.ok("{\"scores\": [0, 0]}"));

    try (Model model = source(builder -> builder).open()) {
      assertThat(
          failure(model.score(rows, DEADLINE)).getMessage(),
          endsWith(
              "/score: feature b of row 0 is NaN; allowed: a finite number, as nonFinite is"
                  + " REFUSE"));
    }
    assertThat(server.connections(), is(0));
    assertThat(sent(rows, NonFinite.NULL), is("{\"rows\":[[1.0,null],[null,0.1]]}"));
    assertThat(sent(rows, NonFinite.TOKEN), is("{\"rows\":[[1.0,NaN],[-Infinity,0.1]]}"));
    assertThat(sent(rows, NonFinite.TEXT), is("{\"rows\":[[1.0,\"NaN\"],[\"-Infinity\",0.1]]}"));
  }

  private String sent(FeatureRows rows, NonFinite nonFinite) throws Exception {
    try (Model model = source(builder -> builder.nonFinite(nonFinite)).open()) {
      assertThat(get(model.score(rows, DEADLINE)).rows(), is(2));
    }
    return server.request().body;
  }

  @Test
  public void healthIsAskedOnceWhenTheModelIsOpened() throws Exception {
    server
        .then(ScriptedServer.ok("well"))
        .then(ScriptedServer.status(503, "loading"))
        .then(ScriptedServer.status(404, "no"));
    JsonEndpoint source = source(builder -> builder.healthPath("/health"));

    source.open().close();

    assertThat(server.request().line, is("GET /health HTTP/1.1"));
    assertThat(
        assertThrows(IOException.class, source::open).getMessage(),
        is("model m: GET " + server.base() + "/health answered 503: loading"));
    assertThat(
        assertThrows(InvalidModelException.class, source::open).getMessage(),
        is("model m: GET " + server.base() + "/health answered 404: no"));
  }

  @Test
  public void settingsOfAnotherFormAreRefused() {
    assertThat(
        refused(builder -> builder.scores("scores")),
        is("scores is scores; allowed: a JSON Pointer, such as /answer/scores"));
    assertThat(
        refused(builder -> builder.healthPath("/x?y")),
        is("healthPath is \"/x?y\"; allowed: a path that begins with '/' and has no query"));
    assertThat(refused(builder -> builder.healthPath("/%4")), containsString("healthPath is"));
    assertThat(refused(builder -> builder.name("a b")), containsString("name is \"a b\"; allowed"));
    assertThat(
        refused(builder -> builder.features(List.of("a", "a"))),
        is("features is [a, a]; allowed: each name once"));
    assertThat(refused(builder -> builder.maxBatch(0)), is("maxBatch is 0; allowed: 1 to 65536"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> JsonEndpoint.at(server.endpoint(), "/score").build())
            .getMessage(),
        is("name is not set; allowed: any value of its setter"));
  }

  private String refused(UnaryOperator<JsonEndpoint.Builder> settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> source(settings)).getMessage());
  }

  private static List<Float> pair(Scores scores) {
    return List.of(scores.score(0), scores.score(1));
  }
}
