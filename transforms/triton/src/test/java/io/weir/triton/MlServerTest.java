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
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import io.weir.inference.Score;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Keys;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Another server of the open inference protocol, really started: Seldon's MLServer. */
public final class MlServerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final double[] WEIGHTS = {1.5, -0.75, 0.25};
  private static final int BREAKING = 1_000_000;

  @ClassRule public static final MlServer SERVER = new MlServer();

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void aModelThatTellsItsTensorsIsCheckedAndScores() throws Exception {
    try (Model model = source("described").maxBatch(8).build().open()) {
      assertScores(model);
    }
  }

  @Test
  public void aModelThatTellsNoTensorsScoresByTheNamesThatAreGiven() throws Exception {
    try (Model model = source("silent").input("rows").output("score").build().open()) {
      assertScores(model);
    }
  }

  @Test
  public void anOutputThatItDoesNotHaveIsOneClearLineWhenItTellsItsTensors() {
    String message =
        assertThrows(
                InvalidModelException.class,
                () -> source("described").output("risk").build().open())
            .getMessage();

    assertThat(message, containsString("output is \"risk\"; allowed: [score]"));
  }

  @Test
  public void otherFeaturesAreOneClearLineWhenItTellsItsTensors() {
    TritonModelSource source =
        TritonModelSource.at(SERVER.endpoint()).model("described").features(List.of("a")).build();

    assertThat(
        assertThrows(InvalidModelException.class, source::open).getMessage(),
        containsString("input \"rows\" is FP32[-1, 3]"));
  }

  @Test
  public void anOutputThatItDoesNotGiveIsAnErrorOfTheModelWhenItTellsNothing() throws Exception {
    try (Model model = source("silent").input("rows").output("risk").build().open()) {
      assertThat(failure(model).kind(), is(ScoringException.Kind.MODEL_ERROR));
    }
  }

  @Test
  public void aModelThatIsNotThereCannotBeOpened() {
    assertThrows(
        InvalidModelException.class,
        () -> source("absent").input("rows").output("score").build().open());
  }

  @Test
  public void aVersionThatIsNotThereCannotBeOpened() {
    assertThrows(
        InvalidModelException.class, () -> source("described").version("8").build().open());
  }

  @Test
  public void aRowThatBreaksItIsTheOnlyOneThatFails() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    List<Integer> fine = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      numbers.add(number);
      if (number != 21) {
        fine.add(number);
      }
    }
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(numbers))
            .apply(
                Score.<Integer>with(source("described").build())
                    .rows(number -> row(number == 21 ? BREAKING : number)));

    PAssert.that(scored.predictions().apply("scored", Keys.create())).containsInAnyOrder(fine);
    PAssert.that(scored.failures().apply("failed", Keys.create())).containsInAnyOrder(21);
    pipeline.run();
  }

  private static TritonModelSource.Builder source(String model) {
    return TritonModelSource.at(SERVER.endpoint())
        .model(model)
        .features(List.of("amount", "night", "visits"));
  }

  private static float[] row(int number) {
    return new float[] {number, 2, 3};
  }

  private static void assertScores(Model model) throws Exception {
    Scores scores = model.score(FeatureRows.copyOf(row(0), row(1), row(-4)), DEADLINE).get();

    assertThat(scores.version(), is("7"));
    assertThat(scores.rows(), is(3));
    for (int row = 0; row < 3; row++) {
      double sum = WEIGHTS[0] * List.of(0, 1, -4).get(row) + WEIGHTS[1] * 2 + WEIGHTS[2] * 3;
      assertThat((double) scores.score(row), closeTo(1 / (1 + Math.exp(-sum)), 1e-6));
    }
  }

  private static ScoringException failure(Model model) {
    Throwable cause =
        assertThrows(
                ExecutionException.class,
                () -> model.score(FeatureRows.copyOf(row(1)), DEADLINE).get())
            .getCause();
    assertThat(cause, instanceOf(ScoringException.class));
    return (ScoringException) Objects.requireNonNull(cause);
  }
}
