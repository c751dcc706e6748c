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
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelFolder;
import io.weir.onnx.OnnxModelSource;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class OnnxFileTest {
  private static final DenseNet NET = DenseNet.seeded(5, 6, 40, 24, 1);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String written() throws Exception {
    NetFolder.write(folder.getRoot().toPath(), "net", NET);
    return folder.getRoot().toString();
  }

  @Test
  public void onnxRuntimeScoresTheFileAsPlainJavaScoresTheNet() throws Exception {
    List<Sample> samples = Sample.seeded(1, NetFolder.MAX_BATCH, NET.inputs());
    float[][] rows = samples.stream().map(Sample::row).toArray(float[][]::new);
    try (Model model = OnnxModelSource.of(written()).open()) {
      float[] scores =
          model.score(FeatureRows.copyOf(rows), Duration.ofSeconds(10)).join().toArray();
      double least = 1;
      double most = 0;
      for (int row = 0; row < rows.length; row++) {
        assertThat((double) scores[row], closeTo(NET.score(rows[row]), 1e-5));
        least = Math.min(least, scores[row]);
        most = Math.max(most, scores[row]);
      }
      assertThat(most - least, greaterThan(0.1));
    }
  }

  @Test
  public void theBareLoopScoresEachRowOfEachBatch() throws Exception {
    List<Sample> samples = Sample.seeded(2, 3 * NetFolder.MAX_BATCH, NET.inputs());
    float[] scores = new float[samples.size()];
    try (BareLoop loop = new BareLoop(written())) {
      loop.score(BareLoop.rows(samples, NET.inputs()), scores);
    }
    for (int row = 0; row < scores.length; row++) {
      assertThat((double) scores[row], closeTo(NET.score(samples.get(row).row()), 1e-5));
    }
  }

  @Test
  public void theSameSeedGivesTheSameFile() throws Exception {
    byte[] again = OnnxFile.of(DenseNet.seeded(5, 6, 40, 24, 1));
    assertThat(OnnxFile.of(NET), is(again));
  }

  @Test
  public void theManifestTellsTheColumnsOfTheNet() throws Exception {
    assertThat(
        ModelFolder.at(written()).readManifest().features(),
        is(List.of("x0", "x1", "x2", "x3", "x4", "x5")));
  }
}
