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
package io.weir.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.harness.Cell;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import io.weir.inference.Band;
import io.weir.inference.Condition;
import io.weir.inference.OnFailure;
import io.weir.inference.Prediction;
import io.weir.inference.Resilience;
import io.weir.inference.RoutedModel;
import io.weir.inference.Router;
import io.weir.inference.Routing;
import io.weir.inference.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The route of a row says which model answers it, and who does in its place. */
@RunWith(RunnerMatrix.class)
@Covers(Score.class)
public final class RoutedScoreSpec {
  private static final int NUMBERS = 60;
  private static final long SECOND = 1_000;

  /** To 40 a light model answers, in its band a heavy one; above it one that is away. */
  private static final Routing ROUTING =
      Routing.of(
          Router.when(
              Condition.above("NUMBER", 40),
              Router.always("away"),
              Router.cascade("light", Band.of(9.5, 20.5), Router.always("heavy"))),
          RoutedModel.named("light", FormulaSource.times("light", 1)).build(),
          RoutedModel.named("heavy", FormulaSource.times("heavy", 100)).build(),
          RoutedModel.named("away", FormulaSource.away("away"))
              .resilience(
                  Resilience.builder()
                      .attempts(2)
                      .pauses(Duration.ofMillis(1), Duration.ofMillis(2))
                      .build())
              .onFailure(OnFailure.fallBackTo("rules"))
              .build(),
          RoutedModel.named("rules", FormulaSource.times("rules", -1)).build());

  private static final Canonical<KV<Integer, Prediction>> PREDICTIONS =
      (scored, fields) ->
          fields
              .key(String.valueOf(scored.getKey()))
              .add("model", scored.getValue().model())
              .add("score", scored.getValue().score())
              .add("degraded", String.valueOf(scored.getValue().degraded()));

  @Test
  public void eachRowIsAnsweredByTheModelOfItsRouteOrByItsStandIn(Cell cell) throws Exception {
    Outputs outputs =
        cell.job()
            .source("numbers", numbers())
            .sink("predictions", PREDICTIONS)
            .balanced("numbers", "predictions")
            .run(
                (pipeline, ends) -> {
                  PCollection<Integer> numbers = pipeline.apply("numbers", ends.source("numbers"));
                  numbers
                      .apply(
                          "score",
                          Score.<Integer>with(ROUTING).rows(number -> new float[] {number}))
                      .predictions()
                      .apply("predictions", ends.sink("predictions"));
                });

    assertThat(outputs.lines("predictions"), is(expected()));
  }

  private static Script<Integer> numbers() {
    Script.Builder<Integer> script = Script.of(VarIntCoder.of());
    for (int number = 1; number <= NUMBERS; number++) {
      if (number % 10 == 1) {
        script.watermark(number * SECOND);
      }
      script.at(number * SECOND, number);
    }
    return script.build();
  }

  private static List<String> expected() {
    List<String> lines = new ArrayList<>();
    for (int number = 1; number <= NUMBERS; number++) {
      String answer;
      if (number > 40) {
        answer = "rules\tscore=-" + (double) number + "\tdegraded=true";
      } else if (number >= 10 && number <= 20) {
        answer = "heavy\tscore=" + number * 100.0 + "\tdegraded=false";
      } else {
        answer = "light\tscore=" + (double) number + "\tdegraded=false";
      }
      lines.add(number + "\tat=" + number * SECOND + "\twindow=global\tmodel=" + answer);
    }
    Collections.sort(lines);
    return lines;
  }
}
