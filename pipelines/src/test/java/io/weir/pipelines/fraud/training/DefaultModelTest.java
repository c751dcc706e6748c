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
package io.weir.pipelines.fraud.training;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Thresholds;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.fraud.FraudFeatures;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The model that comes with the pipeline, as the pipeline opens it. */
public class DefaultModelTest {
  private static final int INPUTS = 15;
  private static final OnnxModelSource SOURCE = OnnxModelSource.of("classpath:/fraud/model");

  // Amount, weekend, night; card: count and mean of 1, 7, 30 days; terminal: count and risk of
  // them.
  private static final float[] USUAL = {40, 0, 0, 2, 41, 13, 42, 60, 40, 1, 0, 7, 0, 29, 0};
  private static final float[] HIGH_AMOUNT = {260, 0, 0, 2, 150, 13, 95, 60, 90, 1, 0, 7, 0, 29, 0};
  private static final float[] RISKY_TERMINAL = {
    40, 0, 0, 2, 41, 13, 42, 60, 40, 1, 1, 7, 1, 29, 0.5f
  };

  private static Model model;

  @BeforeClass
  public static void open() throws IOException {
    model = SOURCE.open();
  }

  @AfterClass
  public static void close() {
    model.close();
  }

  private static float[] scores(float[]... rows) {
    return model.score(FeatureRows.copyOf(rows), Duration.ofSeconds(30)).join().toArray();
  }

  @Test
  public void itsInputsAreTheFeaturesOfThePipelineInTheirOrder() {
    assertThat(SOURCE.manifest().features(), is(FraudFeatures.SET.names()));
    assertThat(SOURCE.description().batchInvariant(), is(true));
  }

  @Test
  public void aUsualPaymentPasses() {
    assertThat((double) scores(USUAL)[0], lessThan(thresholds().review()));
  }

  @Test
  public void aHighAmountAndATerminalOfFraudstersAreBlocked() {
    for (float score : scores(HIGH_AMOUNT, RISKY_TERMINAL)) {
      assertThat((double) score, greaterThanOrEqualTo(thresholds().block()));
    }
  }

  @Test
  public void itsSampleRowsHaveTheScoresOfItsManifest() throws Exception {
    SOURCE.manifest().samples().orElseThrow().check(model);
  }

  @Test
  public void theSampleRowsOfTheHeavyModelHaveTheScoresOfItsManifest() throws Exception {
    OnnxModelSource heavy = OnnxModelSource.of("classpath:/fraud/heavy");
    try (Model opened = heavy.open()) {
      heavy.manifest().samples().orElseThrow().check(opened);
    }
  }

  private static Thresholds thresholds() {
    return SOURCE.manifest().thresholds().orElseThrow();
  }

  @Test
  public void theScoreOfARowHasTheSameBitsInAnyBatch() {
    float[][] rows = new float[512][];
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row(random);
    }
    float[] alone = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      alone[row] = scores(rows[row])[0];
    }
    for (int batch : new int[] {2, 7, 64}) {
      for (int begin = 0; begin < rows.length; begin += batch) {
        int end = Math.min(begin + batch, rows.length);
        assertThat(
            scores(Arrays.copyOfRange(rows, begin, end)),
            is(Arrays.copyOfRange(alone, begin, end)));
      }
    }
  }

  /** A row within the ranges of the features, whatever it would mean. */
  private static float[] row(SplittableRandom random) {
    float[] row = new float[INPUTS];
    row[0] = random.nextInt(60_000) / 100f;
    row[1] = random.nextInt(2);
    row[2] = random.nextInt(2);
    for (int input = 3; input < 9; input += 2) {
      row[input] = random.nextInt(100);
      row[input + 1] = random.nextInt(20_000) / 100f;
    }
    for (int input = 9; input < INPUTS; input += 2) {
      row[input] = random.nextInt(40);
      row[input + 1] = random.nextInt(101) / 100f;
    }
    return row;
  }
}
