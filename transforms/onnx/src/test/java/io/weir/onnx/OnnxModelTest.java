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
package io.weir.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import io.weir.inference.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;

public final class OnnxModelTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  public void scoresAreThoseOfTheLibraryThatTrainedTheModel() throws Exception {
    try (Model model = TestModels.source("trees").open()) {
      for (String line : resource("/models/trees/expected.csv").lines().toArray(String[]::new)) {
        String[] values = line.split(",", -1);
        float[] row = new float[TestModels.COLUMNS];
        for (int column = 0; column < row.length; column++) {
          row[column] = Float.parseFloat(values[column]);
        }

        float score = score(model, FeatureRows.copyOf(row))[0];

        assertThat((double) score, is(closeTo(Double.parseDouble(values[row.length]), 1e-6)));
      }
    }
  }

  @Test
  public void scoresHaveTheBitsThatThePlainRuntimeGives() throws Exception {
    byte[] content = content("trees");
    FeatureRows rows = TestModels.rows(64, 1);
    float[][] values = new float[rows.rows()][rows.columns()];
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < rows.columns(); column++) {
        values[row][column] = rows.value(row, column);
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (Model model = TestModels.source("trees").open();
        OrtSession.SessionOptions options = oneThread();
        OrtSession session = environment.createSession(content, options);
        OnnxTensor input = OnnxTensor.createTensor(environment, values);
        OrtSession.Result result = session.run(Map.of("input", input), Set.of("probabilities"))) {
      float[][] expected = (float[][]) result.get(0).getValue();
      float[] scores = score(model, rows);

      for (int row = 0; row < rows.rows(); row++) {
        assertThat(bits(scores[row]), is(bits(expected[row][1])));
      }
    }
  }

  @Test
  public void aTreeEnsembleGivesTheSameBitsInBatchesOf1And2And7And64() throws Exception {
    assertSameBitsInAnyBatch("trees");
  }

  @Test
  public void aPaddedNetworkGivesTheSameBitsInBatchesOf1And2And7And64() throws Exception {
    assertSameBitsInAnyBatch("network");
  }

  @Test
  public void threadsSideBySideGiveTheSameBits() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (Model model = TestModels.source("trees").open()) {
      FeatureRows rows = TestModels.rows(64, 3);
      float[] expected = score(model, rows);
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int batch = 1 + 3 * thread;
        workers.add(
            executor.submit(
                () -> {
                  boolean same = true;
                  for (int round = 0; round < 20; round++) {
                    same &= Arrays.equals(inBatchesOf(model, rows, batch), expected);
                  }
                  return same;
                }));
      }
      for (Future<Boolean> worker : workers) {
        assertThat(worker.get(60, TimeUnit.SECONDS), is(true));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  public void aCallThatMissesItsDeadlineIsBrokenOffAndTheNextOneIsNot() throws Exception {
    try (Model model = TestModels.source("slow").open()) {
      float[] endless = new float[TestModels.COLUMNS];
      Arrays.fill(endless, 1e12f);
      float[] quick = new float[TestModels.COLUMNS];
      Arrays.fill(quick, 3);

      CompletableFuture<Scores> late =
          model.score(FeatureRows.copyOf(endless), Duration.ofMillis(50));

      assertThat(failure(late), is(instanceOf(TimeoutException.class)));
      for (int round = 0; round < 3; round++) {
        assertThat(score(model, FeatureRows.copyOf(quick)), is(new float[] {3}));
      }
    }
  }

  @Test
  public void aBatchOfAnotherShapeFailsWithWhatIsAllowed() throws Exception {
    try (Model model = TestModels.source("trees").open()) {
      assertThat(
          failure(model.score(TestModels.rows(65, 1), LONG)).getMessage(),
          is("batch is 65 rows of 15 columns; allowed: 1 to 64 rows of 15 columns"));
      assertThat(
          failure(model.score(FeatureRows.copyOf(new float[14]), LONG)).getMessage(),
          is("batch is 1 rows of 14 columns; allowed: 1 to 64 rows of 15 columns"));
    }
  }

  @Test
  public void aClosedModelScoresNothingAndClosesTwice() throws Exception {
    Model model = TestModels.source("trees").open();
    model.close();
    model.close();

    assertThat(
        failure(model.score(TestModels.rows(1, 1), LONG)),
        is(instanceOf(IllegalStateException.class)));
  }

  @Test
  public void closingWaitsForTheCallThatIsRunning() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Model model = TestModels.source("slow").open();
      float[] endless = new float[TestModels.COLUMNS];
      Arrays.fill(endless, 1e12f);
      CountDownLatch started = new CountDownLatch(1);
      Future<Boolean> failed =
          executor.submit(
              () -> {
                started.countDown();
                return model
                    .score(FeatureRows.copyOf(endless), Duration.ofMillis(200))
                    .isCompletedExceptionally();
              });
      assertThat(started.await(10, TimeUnit.SECONDS), is(true));

      model.close();

      assertThat(failed.get(10, TimeUnit.SECONDS), is(true));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  public void aModelNeedsNoPipelineAndNoFolder() throws Exception {
    ModelManifest manifest =
        ModelManifest.parse(resource("/models/trees/model.json").getBytes(UTF_8), "trees");

    try (Model model = OnnxModel.open(manifest, content("trees"))) {
      assertThat(model.description(), is(TestModels.source("trees").description()));
      assertThat(score(model, TestModels.rows(3, 1)).length, is(3));
    }
  }

  /** With more threads the runtime adds up trees in another order, and other bits come out. */
  private static OrtSession.SessionOptions oneThread() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    return options;
  }

  private static void assertSameBitsInAnyBatch(String name) throws Exception {
    for (int seed = 0; seed < 10; seed++) {
      FeatureRows rows = TestModels.rows(64, seed);
      try (Model model = TestModels.source(name).open()) {
        float[] expected = score(model, rows);
        for (int batch : new int[] {1, 2, 7, 64}) {
          float[] scores = inBatchesOf(model, rows, batch);
          for (int row = 0; row < rows.rows(); row++) {
            assertThat(
                name + ", batch " + batch + ", row " + row,
                bits(scores[row]),
                is(bits(expected[row])));
          }
        }
      }
    }
  }

  private static float[] inBatchesOf(Model model, FeatureRows rows, int batch) throws Exception {
    float[] scores = new float[rows.rows()];
    for (int from = 0; from < rows.rows(); from += batch) {
      int to = Math.min(rows.rows(), from + batch);
      System.arraycopy(score(model, rows.slice(from, to)), 0, scores, from, to - from);
    }
    return scores;
  }

  private static float[] score(Model model, FeatureRows rows) throws Exception {
    return model.score(rows, LONG).get(60, TimeUnit.SECONDS).toArray();
  }

  private static Throwable failure(CompletableFuture<Scores> call) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
    assertThat(String.valueOf(failure.getMessage()), containsString(":"));
    return Objects.requireNonNull(failure.getCause());
  }

  private static int bits(float score) {
    return Float.floatToRawIntBits(score);
  }

  private static byte[] content(String name) throws IOException {
    ModelFolder folder = ModelFolder.at("classpath:models/" + name);
    return folder.readModel(folder.readManifest());
  }

  private static String resource(String path) throws IOException {
    try (InputStream stream = OnnxModelTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
    }
  }
}
