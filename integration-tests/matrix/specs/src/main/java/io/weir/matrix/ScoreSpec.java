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

import io.weir.harness.Capability;
import io.weir.harness.Cell;
import io.weir.harness.Job;
import io.weir.harness.Needs;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import io.weir.inference.AcrossBundles;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.inference.ScoringFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Every row is scored or refused alone, at its own time and in its own window. */
@RunWith(RunnerMatrix.class)
@Covers(Score.class)
public final class ScoreSpec {
  private static final int NUMBERS = 60;
  private static final int MINUTE = 60_000;

  private static final Canonical<KV<Integer, Prediction>> PREDICTIONS =
      (scored, fields) ->
          fields
              .key(String.valueOf(scored.getKey() % 5))
              .add("number", scored.getKey())
              .add("score", scored.getValue().score())
              .add("model", scored.getValue().model() + " " + scored.getValue().version());

  private static final Canonical<KV<Integer, ScoringFailure>> FAILURES =
      (failed, fields) ->
          fields
              .key(String.valueOf(failed.getKey() % 5))
              .add("number", failed.getKey())
              .add("reason", failed.getValue().reason().toString());

  @Test
  public void rowsOfABundleAreScoredOrRefusedAlone(Cell cell) throws Exception {
    check(run(cell.job(), numbers(false), score()));
  }

  @Test
  public void lateRowsAreAnsweredAtTheirOwnTimes(Cell cell) throws Exception {
    check(run(cell.job().lateOutput(), numbers(true), score()));
  }

  /** Beam's GroupIntoBatches loses rows that come out of order here. */
  @Test
  @Needs({Capability.STATE, Capability.EVENT_TIME_TIMERS, Capability.PROCESSING_TIME_TIMERS})
  public void rowsThatWaitForOtherBundlesKeepTheirTimesAndWindows(Cell cell) throws Exception {
    AcrossBundles settings =
        AcrossBundles.builder().shards(3).maxRows(7).maxWait(Duration.ofHours(1)).build();

    check(run(cell.job(), numbers(false), score().acrossBundles(settings)));
  }

  private static void check(Outputs outputs) {
    List<String> scored = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int number = 1; number <= NUMBERS; number++) {
      int time = time(number);
      int minute = time / MINUTE * MINUTE;
      String line =
          number % 5
              + "\tat="
              + time
              + "\twindow="
              + minute
              + ".."
              + (minute + MINUTE)
              + "\tnumber="
              + number;
      if (SquareSource.isRefused(number)) {
        refused.add(line + "\treason=MODEL_ERROR");
      } else {
        scored.add(line + "\tscore=" + (double) number * number + "\tmodel=square 1");
      }
    }
    Collections.sort(scored);
    Collections.sort(refused);
    assertThat(outputs.lines("predictions"), is(scored));
    assertThat(outputs.lines("failures"), is(refused));
  }

  private static Score<Integer> score() {
    return Score.<Integer>with(new SquareSource())
        .rows(number -> new float[] {number})
        .keys(number -> "key-" + number % 5);
  }

  private static Outputs run(Job job, Script<Integer> numbers, Score<Integer> score)
      throws Exception {
    return job.source("numbers", numbers)
        .sink("predictions", PREDICTIONS)
        .sink("failures", FAILURES)
        .balanced("numbers", "predictions", "failures")
        .run(
            (pipeline, ends) -> {
              PCollection<Integer> input = pipeline.apply("numbers", ends.source("numbers"));
              Score.Result<Integer> result =
                  input
                      .apply(
                          "minutes",
                          Window.into(FixedWindows.of(org.joda.time.Duration.standardMinutes(1))))
                      .apply("score", score);
              result.predictions().apply("predictions", ends.sink("predictions"));
              result.failures().apply("failures", ends.sink("failures"));
            });
  }

  /**
   * Three seconds apart, each ten of them in any order.
   *
   * @param late whether two come at the very end, behind the watermark and the end of their windows
   */
  private static Script<Integer> numbers(boolean late) {
    Script.Builder<Integer> script = Script.of(VarIntCoder.of());
    List<Integer> delayed = late ? List.of(7, 33) : List.of();
    for (int number = 1; number <= NUMBERS; number++) {
      if (number % 10 == 1) {
        script.watermark(time(number));
      }
      if (!delayed.contains(number)) {
        script.at(time(number), number);
      }
    }
    script.watermark(time(NUMBERS) + MINUTE);
    delayed.forEach(number -> script.late(time(number), number));
    return script.build();
  }

  private static int time(int number) {
    return number * 3_000;
  }
}
