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
package io.weir.tflite;

import static io.weir.tflite.TestModels.LONG;
import static io.weir.tflite.TestModels.failure;
import static io.weir.tflite.TestModels.inBatchesOf;
import static io.weir.tflite.TestModels.rowOf;
import static io.weir.tflite.TestModels.rows;
import static io.weir.tflite.TestModels.score;
import static io.weir.tflite.TestModels.source;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.google.common.primitives.Floats;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.onnx.OnnxModelSource;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;

public final class TfliteModelTest {

  @Test
  public void theSameWeightsGiveTheSameScoresAsOnnxToAMillionth() throws Exception {
    FeatureRows rows = rows(640, 5);
    try (Model tflite = source("network").open();
        Model onnx = OnnxModelSource.of("classpath:models/twin").open()) {
      float[] expected = inBatchesOf(onnx, rows, 64);
      float[] scores = inBatchesOf(tflite, rows, 64);

      for (int row = 0; row < scores.length; row++) {
        assertThat((double) scores[row], is(closeTo(expected[row], 1e-6)));
      }
      // That they agree would say little if the classifier did not tell rows apart.
      assertThat(Floats.min(scores), is(lessThan(0.2f)));
      assertThat(Floats.max(scores), is(greaterThan(0.8f)));
    }
  }

  @Test
  public void aNetworkGivesTheSameBitsInBatchesOf1And2And7And64() throws Exception {
    assertSameBitsInAnyBatch("network");
  }

  @Test
  public void aLogisticRegressionGivesTheSameBitsInBatchesOf1And2And7And64() throws Exception {
    assertSameBitsInAnyBatch("logistic");
  }

  @Test
  public void threadsSideBySideGiveTheSameBits() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (Model model = source("network").open()) {
      FeatureRows rows = rows(64, 3);
      float[] expected = score(model, rows);
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int batch = 1 + 3 * thread;
        workers.add(
            executor.submit(
                () -> {
                  boolean same = true;
                  for (int round = 0; round < 50; round++) {
                    same &= Arrays.equals(inBatchesOf(model, rows, batch), expected);
                  }
                  return same;
                }));
      }
      for (Future<Boolean> worker : workers) {
        assertThat(worker.get(60, TimeUnit.SECONDS), is(true));
      }
      int file = 1;
      int processors = Runtime.getRuntime().availableProcessors();
      assertThat(NativeCount.live(), is(lessThanOrEqualTo(file + processors)));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  public void aCallThatMissesItsDeadlineIsBrokenOffAndTheNextOneIsNot() throws Exception {
    try (Model model = source("slow").open()) {
      for (int round = 0; round < 3; round++) {
        CompletableFuture<Scores> late = model.score(rowOf(1e12f), Duration.ofMillis(50));

        assertThat(failure(late), is(instanceOf(TimeoutException.class)));
        assertThat(score(model, rowOf(3)), is(new float[] {3}));
      }
    }
  }

  @Test
  public void aDeadlineThatHasPassedBeforeTheCallIsATimeout() throws Exception {
    try (Model model = source("network").open()) {
      assertThat(
          failure(model.score(rows(1, 1), Duration.ofNanos(1))),
          is(instanceOf(TimeoutException.class)));
    }
  }

  @Test
  public void aBatchOfAnotherShapeFailsWithWhatIsAllowed() throws Exception {
    try (Model model = source("network").open()) {
      assertThat(
          failure(model.score(rows(65, 1), LONG)).getMessage(),
          is("batch is 65 rows of 15 columns; allowed: 1 to 64 rows of 15 columns"));
      assertThat(
          failure(model.score(FeatureRows.copyOf(new float[14]), LONG)).getMessage(),
          is("batch is 1 rows of 14 columns; allowed: 1 to 64 rows of 15 columns"));
    }
  }

  @Test
  public void aRowThatIsNotANumberLeavesTheOthersAlone() throws Exception {
    FeatureRows clean = rows(3, 9);
    float[] values = new float[3 * TestModels.COLUMNS];
    clean.copyTo(FloatBuffer.wrap(values));
    Arrays.fill(values, TestModels.COLUMNS, 2 * TestModels.COLUMNS, Float.NaN);
    try (Model model = source("logistic").open()) {
      float[] expected = score(model, clean);
      float[] scores = score(model, FeatureRows.wrap(values, 3, TestModels.COLUMNS));

      assertThat(Float.isNaN(scores[1]), is(true));
      assertThat(scores[0], is(expected[0]));
      assertThat(scores[2], is(expected[2]));
    }
  }

  @Test
  public void aClosedModelScoresNothingAndClosesTwice() throws Exception {
    Model model = source("network").open();
    model.close();
    model.close();

    assertThat(failure(model.score(rows(1, 1), LONG)), is(instanceOf(IllegalStateException.class)));
  }

  @Test
  public void closingWaitsForTheCallThatIsRunning() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Model model = source("slow").open();
      CountDownLatch started = new CountDownLatch(1);
      Future<Throwable> running =
          executor.submit(
              () -> {
                started.countDown();
                return failure(model.score(rowOf(1e12f), Duration.ofMillis(300)));
              });
      assertThat(started.await(60, TimeUnit.SECONDS), is(true));
      model.close();

      // Closed before the call began, it is refused; after that, it is waited for.
      Throwable failure = running.get(60, TimeUnit.SECONDS);
      assertThat(
          failure instanceof TimeoutException || failure instanceof IllegalStateException,
          is(true));
      assertThat(NativeCount.live(), is(0));
    } finally {
      executor.shutdownNow();
    }
  }

  private static void assertSameBitsInAnyBatch(String name) throws Exception {
    try (Model model = source(name).open()) {
      FeatureRows rows = rows(128, 2);
      float[] expected = inBatchesOf(model, rows, 64);
      for (int size : new int[] {1, 2, 7, 64}) {
        float[] scores = inBatchesOf(model, rows, size);
        for (int row = 0; row < scores.length; row++) {
          assertThat(
              Float.floatToRawIntBits(scores[row]), is(Float.floatToRawIntBits(expected[row])));
        }
      }
    }
  }
}
