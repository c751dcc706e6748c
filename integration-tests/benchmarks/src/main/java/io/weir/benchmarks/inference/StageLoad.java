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

import io.weir.inference.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.SerializableCoder;

/** Some instances of a scoring step, each in a thread of its own, with bundles without a pause. */
final class StageLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<DrivenStage<Sample>> stages = new ArrayList<>();
  private final ExecutorService threads;
  private final List<Sample> bundle;

  /**
   * Sets the instances up.
   *
   * @param bundle the elements of each bundle
   */
  StageLoad(Score<Sample> score, int instances, List<Sample> bundle) {
    this.bundle = bundle;
    this.threads = Executors.newFixedThreadPool(instances);
    try {
      for (int i = 0; i < instances; i++) {
        stages.add(DrivenStage.of(score, SerializableCoder.of(Sample.class)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Lets all run for a time, and to the end of the bundle that each has then.
   *
   * @return answered rows a second, until the last has ended
   */
  double rowsPerSecond(Duration time) throws Exception {
    long startNanos = System.nanoTime();
    List<Callable<Long>> runs = new ArrayList<>();
    for (DrivenStage<Sample> stage : stages) {
      runs.add(
          () -> {
            long rows = 0;
            do {
              rows += stage.bundle(bundle).size();
            } while (System.nanoTime() - startNanos < time.toNanos());
            return rows;
          });
    }
    long rows = 0;
    long patienceMillis = time.plus(PATIENCE).toMillis();
    for (Future<Long> run : threads.invokeAll(runs, patienceMillis, TimeUnit.MILLISECONDS)) {
      rows += answered(run);
    }
    return rows * 1e9 / (System.nanoTime() - startNanos);
  }

  private static long answered(Future<Long> run) throws Exception {
    try {
      // Done: cancelled, if it was not in time.
      return Objects.requireNonNull(run.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    }
  }

  /** Tears the instances down. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a step has not ended within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stages.forEach(DrivenStage::close);
    stages.clear();
  }
}
