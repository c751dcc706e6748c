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
package io.weir.benchmarks.inference;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.Assert.assertThrows;

import io.weir.inference.Prediction;
import io.weir.inference.RoutedModel;
import io.weir.inference.Score;
import io.weir.onnx.OnnxModelSource;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.values.KV;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class DrivenStageTest {
  private static final DenseNet NET = DenseNet.seeded(5, 6, 16, 1);
  private static final SerializableCoder<Sample> CODER = SerializableCoder.of(Sample.class);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Score<Sample> score;

  @Before
  public void writeNet() throws Exception {
    NetFolder.write(folder.getRoot().toPath(), "net", NET);
    OnnxModelSource source = OnnxModelSource.of(folder.getRoot().toString());
    score = Sample.scoredBy(RoutedModel.named("net", source).build(), source.description());
  }

  @Test
  public void eachElementHasItsOwnAnswerInOrder() throws Exception {
    try (DrivenStage<Sample> stage = DrivenStage.of(score, CODER)) {
      for (int size : new int[] {1, 64, 1000}) {
        List<Sample> samples = Sample.seeded(size, size, NET.inputs());
        List<KV<Sample, Prediction>> answers = stage.bundle(samples);
        assertThat(answers.size(), is(size));
        for (int row = 0; row < size; row++) {
          assertThat(answers.get(row).getKey(), sameInstance(samples.get(row)));
          assertThat(
              answers.get(row).getValue().score(),
              closeTo(NET.score(samples.get(row).row()), 1e-5));
        }
      }
    }
  }

  @Test
  public void anElementThatIsNotScoredIsAFailure() {
    List<Sample> samples = List.of(Sample.of("card", Double.NaN, 0, 0, 0, 0, 0));
    try (DrivenStage<Sample> stage = DrivenStage.of(score, CODER)) {
      IllegalStateException failure =
          assertThrows(IllegalStateException.class, () -> stage.bundle(samples));
      assertThat(failure.getMessage(), containsString("finite"));
    }
  }

  @Test
  public void aLoadHasARateHoweverShortItsTime() throws Exception {
    List<Sample> samples = Sample.seeded(3, 100, NET.inputs());
    try (StageLoad load = new StageLoad(score, 2, samples)) {
      // Each scores one bundle at least, however short the time is.
      double rate = load.rowsPerSecond(Duration.ofNanos(1));
      assertThat(rate, greaterThan(0.0));
    }
  }
}
