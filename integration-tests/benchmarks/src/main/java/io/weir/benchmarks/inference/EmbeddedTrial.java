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

import static com.google.common.base.Preconditions.checkState;

import io.weir.benchmarks.Measurements;
import io.weir.inference.Prediction;
import io.weir.inference.RoutedModel;
import io.weir.onnx.OnnxModelSource;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.values.KV;

/**
 * The scoring step with an embedded model beside the bare loop, on the same rows, in one thread.
 * What is measured is the processor time of that thread, which is all the time that either takes
 * where the thread has a core of its own. Turns are short, so that what disturbs the machine
 * disturbs both.
 */
final class EmbeddedTrial implements AutoCloseable {
  private static final int ROWS = 6_400;
  private static final long SEED = 11;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final BareLoop bare;
  private final DrivenStage<Sample> stage;
  private final List<Sample> samples;
  private final float[] rows;
  private final float[] scores = new float[ROWS];

  /** Opens the model of a folder twice: in the step, and bare. */
  EmbeddedTrial(String folder) throws Exception {
    OnnxModelSource source = OnnxModelSource.of(folder);
    int columns = source.description().features().size();
    samples = Sample.seeded(SEED, ROWS, columns);
    rows = BareLoop.rows(samples, columns);
    bare = new BareLoop(folder);
    try {
      stage =
          DrivenStage.of(
              Sample.scoredBy(RoutedModel.named("embedded", source).build(), source.description()),
              SerializableCoder.of(Sample.class));
    } catch (RuntimeException e) {
      bare.close();
      throw e;
    }
  }

  /**
   * Lets both take turns: ours, bare, bare, ours, and so on.
   *
   * @return nanoseconds of processor time a row, of the step and of the bare loop
   * @throws IllegalStateException if they do not give the same scores
   */
  Measurements measure(int pairs) throws Exception {
    compare();
    long startNanos = System.nanoTime();
    int passes = 0;
    while (System.nanoTime() - startNanos < WARM_UP_NANOS) {
      ours(1);
      bare(1);
      passes += 2;
    }
    int turn = Math.max(1, (int) (TURN_NANOS * passes / (System.nanoTime() - startNanos)));
    Measurements measurements = new Measurements();
    for (int pair = 0; pair < pairs; pair++) {
      if (pair % 2 == 0) {
        double ours = ours(turn);
        measurements.add(ours, bare(turn));
      } else {
        double peer = bare(turn);
        measurements.add(ours(turn), peer);
      }
    }
    return measurements;
  }

  private void compare() throws Exception {
    bare.score(rows, scores);
    List<KV<Sample, Prediction>> predictions = stage.bundle(samples);
    for (int row = 0; row < ROWS; row++) {
      double found = predictions.get(row).getValue().score();
      checkState(
          Math.abs(found - scores[row]) < 1e-6,
          "the step gives %s for row %s and the bare loop %s",
          found,
          row,
          scores[row]);
    }
  }

  private double ours(int passes) throws Exception {
    long startNanos = processorNanos();
    for (int pass = 0; pass < passes; pass++) {
      stage.bundle(samples);
    }
    return (double) (processorNanos() - startNanos) / passes / ROWS;
  }

  private double bare(int passes) throws Exception {
    long startNanos = processorNanos();
    for (int pass = 0; pass < passes; pass++) {
      bare.score(rows, scores);
    }
    return (double) (processorNanos() - startNanos) / passes / ROWS;
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Override
  public void close() throws Exception {
    stage.close();
    bare.close();
  }
}
