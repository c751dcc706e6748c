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

import static io.weir.http.Expect.FEATURES;
import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.scores;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class TensorFlowServingTest {
  private static final String METADATA =
      "{\"model_spec\": {\"name\": \"m\", \"signature_name\": \"\", \"version\": \"3\"},"
          + " \"metadata\": {\"signature_def\": {\"signature_def\": {\"serving_default\": {"
          + "\"inputs\": {\"x\": {\"dtype\": \"DT_FLOAT\", \"tensor_shape\": {\"dim\":"
          + " [{\"size\": \"-1\", \"name\": \"\"}, {\"size\": \"2\", \"name\": \"\"}],"
          + " \"unknown_rank\": false}}}, \"outputs\": {\"y\": {}}}}}}}";
  private static final String PREDICT = "POST /v1/models/m:predict HTTP/1.1";
  private static final String GOOD = "{\"predictions\": [[0.25], [0.5]]}";

  /** What the server answers, by the first line of the request; 404 for anything else. */
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  private ScriptedServer server;

  @Before
  public void start() throws Exception {
    server = new ScriptedServer();
    server.then(
        exchange -> {
          String line = exchange.request.line;
          String page = pages.get(line);
          return page == null
              ? ScriptedServer.status(404, "{\"error\": \"no " + line + "\"}").give(exchange)
              : ScriptedServer.ok(page).give(exchange);
        });
    pages.put("GET /v1/models/m HTTP/1.1", status("2 END", "3 AVAILABLE"));
    pages.put("GET /v1/models/m/versions/3/metadata HTTP/1.1", METADATA);
    pages.put(PREDICT, GOOD);
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  private static String status(String... versions) {
    StringBuilder entries = new StringBuilder();
    for (String version : versions) {
      List<String> parts = List.of(version.split(" ", 2));
      entries
          .append(entries.length() == 0 ? "" : ", ")
          .append("{\"version\": \"" + parts.get(0) + "\", \"state\": \"" + parts.get(1) + "\"}");
    }
    return "{\"model_version_status\": [" + entries + "]}";
  }

  private TensorFlowServing source(UnaryOperator<TensorFlowServing.Builder> settings) {
    return settings.apply(TensorFlowServing.at(server.endpoint(), "m").features(FEATURES)).build();
  }

  @Test
  public void theVersionThatServesIsInTheScores() throws Exception {
    TensorFlowServing source = source(builder -> builder);
    assertThat(source.description().version(), is("served"));

    try (Model model = source.open()) {
      Scores scores = scores(model);

      assertThat(model.description().version(), is("3"));
      assertThat(scores.version(), is("3"));
      assertThat(List.of(scores.score(0), scores.score(1)), is(List.of(0.25f, 0.5f)));
    }
    server.request();
    server.request();
    assertThat(server.request().body, is("{\"instances\":[[1.0,2.5],[-3.0,0.1]]}"));
  }

  @Test
  public void theHighestAvailableVersionIsTheOneThatServes() throws Exception {
    pages.put("GET /v1/models/m HTTP/1.1", status("9 AVAILABLE", "10 AVAILABLE", "11 LOADING"));

    try (Model model = source(builder -> builder).open()) {
      assertThat(model.description().version(), is("10"));
    }
  }

  @Test
  public void aVersionThatIsSetIsNamedInRequests() throws Exception {
    pages.put("GET /v1/models/m/versions/3 HTTP/1.1", status("3 AVAILABLE"));
    pages.put("POST /v1/models/m/versions/3:predict HTTP/1.1", GOOD);
    pages.remove(PREDICT);

    try (Model model = source(builder -> builder.version(3)).open()) {
      assertThat(scores(model).version(), is("3"));
    }
  }

  @Test
  public void aNewVersionIsSeenWithoutANewModel() throws Exception {
    try (Model model = source(builder -> builder.versionInterval(Duration.ofMillis(100))).open()) {
      assertThat(scores(model).version(), is("3"));
      pages.put("GET /v1/models/m HTTP/1.1", status("3 UNLOADING", "4 AVAILABLE"));
      // Each call takes its time; a version that never came would fail here in the end.
      String version = "3";
      for (int call = 0; call < 100_000 && version.equals("3"); call++) {
        version = scores(model).version();
      }
      assertThat(version, is("4"));

      pages.remove("GET /v1/models/m HTTP/1.1");
      assertThat(scores(model).version(), is("4"));
    }
  }

  @Test
  public void namedInputsOutputsAndSignaturesAreUsedInBothForms() throws Exception {
    pages.put(
        "GET /v1/models/m/versions/3/metadata HTTP/1.1",
        METADATA.replace("serving_default", "risk").replace("\"y\": {}", "\"y\": {}, \"z\": {}"));
    pages.put(PREDICT, "{\"predictions\": [{\"y\": 1, \"z\": [0.1]}, {\"y\": 2, \"z\": [0.2]}]}");
    UnaryOperator<TensorFlowServing.Builder> named =
        builder -> builder.signature("risk").input("x").output("z");

    try (Model model = source(named).open()) {
      assertThat(scores(model).score(1), is(0.2f));
    }
    pages.put(PREDICT, "{\"outputs\": {\"y\": [1, 2], \"z\": [[0.7, 0.3], [0.6, 0.4]]}}");
    try (Model model = source(builder -> named.apply(builder).columnar(true)).open()) {
      assertThat(scores(model).score(1), is(0.4f));
    }
    server.request();
    server.request();
    assertThat(
        server.request().body,
        is("{\"signature_name\":\"risk\",\"instances\":[{\"x\":[1.0,2.5]},{\"x\":[-3.0,0.1]}]}"));
    server.request();
    server.request();
    assertThat(
        server.request().body,
        is("{\"signature_name\":\"risk\",\"inputs\":{\"x\":[[1.0,2.5],[-3.0,0.1]]}}"));
  }

  @Test
  public void anAnswerWithoutPredictionsIsAModelError() throws Exception {
    pages.put(PREDICT, "{\"outputs\": [[0.25], [0.5]]}");

    try (Model model = source(builder -> builder).open()) {
      assertThat(
          failure(model, Kind.MODEL_ERROR),
          endsWith("m:predict: predictions is missing; allowed: an array of 2 scores"));
    }
  }

  @Test
  public void aModelThatIsGoneIsPermanent() throws Exception {
    try (Model model = source(builder -> builder).open()) {
      pages.remove(PREDICT);

      assertThat(failure(model, Kind.PERMANENT), containsString("answered 404: {\"error\":"));
    }
  }

  @Test
  public void aModelThatIsNotThereIsNotOpened() {
    pages.remove("GET /v1/models/m HTTP/1.1");

    assertThat(
        refused(builder -> builder),
        containsString("model m: GET " + server.base() + "/v1/models/m answered 404"));
  }

  @Test
  public void aModelThatIsLoadingMayBeOpenedLater() {
    pages.put("GET /v1/models/m HTTP/1.1", status("3 LOADING"));

    assertThat(
        assertThrows(IOException.class, () -> source(builder -> builder).open()).getMessage(),
        is(
            "model m: the versions at "
                + server.base()
                + "/v1/models/m are [3 LOADING]; allowed: one that is AVAILABLE"));
  }

  @Test
  public void aServerThatIsSilentIsWaitedForNoLongerThanIsSet() throws Exception {
    try (ScriptedServer silent = new ScriptedServer()) {
      silent.then(ScriptedServer.silence());
      TensorFlowServing source =
          TensorFlowServing.at(
                  HttpEndpoint.at(silent.base()).openTimeout(Duration.ofMillis(200)).build(), "m")
              .features(FEATURES)
              .build();

      assertThat(
          assertThrows(IOException.class, source::open).getMessage(),
          endsWith("/v1/models/m: no whole answer within PT0.2S"));
      assertThat(silent.awaitPeerLeft(), is(true));
    }
  }

  @Test
  public void aModelThatTakesOrGivesSomethingElseIsRefusedInOneLine() {
    String start = "model m at " + server.base() + ": ";
    assertThat(
        refused(builder -> builder.features(List.of("a", "b", "c"))),
        is(
            start
                + "its input has shape [-1, 2], where -1 means any size; allowed: [-1, 3], any"
                + " number of rows with the 3 features"));
    assertThat(
        refused(builder -> builder.signature("risk")),
        is(start + "signature is \"risk\"; allowed: [serving_default]"));
    assertThat(
        refused(builder -> builder.input("rows")),
        is(start + "input is \"rows\"; allowed: one of [x]"));
    assertThat(
        refused(builder -> builder.output("p")),
        is(start + "output is \"p\"; allowed: one of [y]"));
    pages.put(
        "GET /v1/models/m/versions/3/metadata HTTP/1.1",
        METADATA.replace("\"y\": {}", "\"y\": {}, \"z\": {}"));
    assertThat(
        refused(builder -> builder), is(start + "output is not set; allowed: one of [y, z]"));
  }

  @Test
  public void aServerWithoutMetadataIsBelieved() throws Exception {
    pages.remove("GET /v1/models/m/versions/3/metadata HTTP/1.1");

    try (Model model = source(builder -> builder).open()) {
      assertThat(scores(model).rows(), is(2));
    }
  }

  @Test
  public void sourcesShareAnIdOnlyIfAllIsEqual() {
    List<String> ids =
        List.of(
            source(builder -> builder).id(),
            source(builder -> builder.version(3)).id(),
            source(builder -> builder.columnar(true)).id(),
            source(builder -> builder.input("x")).id(),
            source(builder -> builder.output("x")).id(),
            source(builder -> builder.signature("x")).id(),
            source(builder -> builder.versionInterval(Duration.ofHours(1))).id());

    assertThat(ids.stream().distinct().count(), is((long) ids.size()));
    assertThat(source(builder -> builder).id(), is(ids.get(0)));
  }

  private String refused(UnaryOperator<TensorFlowServing.Builder> settings) {
    return String.valueOf(
        assertThrows(InvalidModelException.class, () -> source(settings).open()).getMessage());
  }
}
