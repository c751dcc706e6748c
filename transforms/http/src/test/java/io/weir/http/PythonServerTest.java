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
import static io.weir.http.Expect.failure;
import static io.weir.http.Expect.get;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelSource;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Against a real server: FastAPI and uvicorn with models of scikit-learn. */
public final class PythonServerTest {
  private static final List<String> FEATURES = List.of("amount", "night", "visits");

  private static PythonServer server;
  private static double[] weights;
  private static double bias;

  @BeforeClass
  public static void start() throws Exception {
    server = PythonServer.start();
    try (Connection connection = Connection.to(server.endpoint(), "weights")) {
      JsonNode told = connection.ask("weights", server.endpoint().resolve("/weights"));
      weights = new double[FEATURES.size()];
      for (int column = 0; column < weights.length; column++) {
        weights[column] = told.path("weights").path(column).asDouble();
      }
      bias = told.path("bias").asDouble();
    }
  }

  @AfterClass
  public static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static FeatureRows rows(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * FEATURES.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return FeatureRows.wrap(values, count, FEATURES.size());
  }

  /** Logistic regression by its definition. */
  private static double expected(FeatureRows rows, int row) {
    double odds = bias;
    for (int column = 0; column < weights.length; column++) {
      odds += weights[column] * rows.value(row, column);
    }
    return 1 / (1 + Math.exp(-odds));
  }

  private static void assertScores(ModelSource source, String version) throws Exception {
    try (Model model = source.open()) {
      List<FeatureRows> batches = new ArrayList<>();
      List<CompletableFuture<Scores>> calls = new ArrayList<>();
      for (int batch = 0; batch < 40; batch++) {
        batches.add(rows(1 + batch * 7 % 64, batch));
        calls.add(model.score(batches.get(batch), DEADLINE));
      }
      for (int batch = 0; batch < 40; batch++) {
        Scores scores = get(calls.get(batch));
        assertThat(scores.version(), is(version));
        assertThat(scores.rows(), is(batches.get(batch).rows()));
        for (int row = 0; row < scores.rows(); row++) {
          assertThat((double) scores.score(row), closeTo(expected(batches.get(batch), row), 1e-5));
        }
      }
    }
  }

  private static TensorFlowServing.Builder serving() {
    return TensorFlowServing.at(server.endpoint(), "m").features(FEATURES);
  }

  private static JsonEndpoint.Builder json() {
    return JsonEndpoint.at(server.endpoint(), "/score")
        .name("fraud")
        .version("unknown")
        .features(FEATURES)
        .rowShape(RowShape.OBJECTS)
        .versionAt("/model/version")
        .healthPath("/health");
  }

  @Test
  public void tensorFlowServingsFormsGiveTheScoresOfTheModel() throws Exception {
    assertScores(serving().build(), "5");
    assertScores(serving().version(5).input("rows").output("probabilities").build(), "5");
    assertScores(serving().columnar(true).build(), "5");
    assertScores(serving().columnar(true).input("rows").build(), "5");
  }

  @Test
  public void aJsonServiceGivesTheScoresOfTheModel() throws Exception {
    assertScores(json().build(), "12");
  }

  @Test
  public void aMissingValueFailsItsRowAlone() throws Exception {
    FeatureRows rows = FeatureRows.copyOf(new float[] {1, Float.NaN, 2}, new float[] {0.5f, 0, 1});

    try (Model model = serving().build().open()) {
      Scores scores = get(model.score(rows, DEADLINE));

      assertThat(scores.score(0), is(Float.NaN));
      assertThat((double) scores.score(1), closeTo(expected(rows, 1), 1e-5));
    }
  }

  @Test
  public void whatTheServiceDoesNotTakeIsBadRows() throws Exception {
    FeatureRows rows = FeatureRows.copyOf(new float[] {1, Float.NaN, 2});

    try (Model model = json().nonFinite(NonFinite.NULL).build().open()) {
      ScoringException failure = (ScoringException) failure(model.score(rows, DEADLINE));

      assertThat(failure.kind(), is(Kind.BAD_ROWS));
      assertThat(failure.getMessage(), containsString("/score answered 422: {\"detail\":"));
    }
  }

  @Test
  public void aChatModelClassifiesTexts() throws Exception {
    try (TextClassifier classifier = chat(512).open()) {
      List<Classification> outcomes =
          get(
              classifier.classify(
                  List.of("you fool", "what a lovely day, friend", "fool\" } \u00e9 \ud83d\ude00"),
                  DEADLINE));

      assertThat(outcomes.get(0).label(), is("abusive"));
      assertThat(outcomes.get(0).score(), greaterThan(0.5));
      assertThat(outcomes.get(0).reason(), is("The words say so."));
      assertThat(outcomes.get(0).version(), is("tiny-chat"));
      assertThat(outcomes.get(1).label(), is("harmless"));
      assertThat(outcomes.get(2).label(), is("abusive"));
    }
  }

  @Test
  public void aChatAnswerThatIsCutOffIsAModelError() throws Exception {
    try (TextClassifier classifier = chat(16).open()) {
      ScoringException failure =
          (ScoringException)
              get(classifier.classify(List.of("you fool"), DEADLINE))
                  .get(0)
                  .failure()
                  .orElseThrow();

      assertThat(failure.kind(), is(Kind.MODEL_ERROR));
      assertThat(failure.getMessage(), endsWith("(finish_reason is \"length\")"));
    }
  }

  @Test
  public void rowsAreClassifiedByATemplate() throws Exception {
    ChatModelSource source =
        ChatModelSource.of(
            "chat",
            chat(512),
            PromptTemplate.of("you fool {amount} {night} {visits}", FEATURES),
            "abusive");

    try (Model model = source.open()) {
      Scores scores = get(model.score(rows(16, 1), DEADLINE));

      assertThat(scores.rows(), is(16));
      assertThat((double) scores.score(15), greaterThan(0.5));
    }
  }

  private static ChatClassifier chat(int maxTokens) {
    return ChatClassifier.at(server.endpoint(), "tiny-chat")
        .labels(List.of("harmless", "abusive"))
        .instructions("Decide whether the text is abusive.")
        .maxTokens(maxTokens)
        .build();
  }
}
