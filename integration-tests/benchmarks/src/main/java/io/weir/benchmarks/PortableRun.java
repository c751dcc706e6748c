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

package io.weir.benchmarks;

import io.weir.launcher.run.RunningPipeline;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;

/** Runs the fraud pipeline to its end. */
final class PortableRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 20;

  private PortableRun() {}

  static void run(RunPlan plan) throws InterruptedException {
    WeirOptions options = FlinkSettings.options(plan);
    Pipeline pipeline = Pipeline.create(options);
    new FraudApplication().build(pipeline, options);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (RunningPipeline running = FlinkSettings.runner().start(pipeline)) {
      while (running.state() == RunningPipeline.State.RUNNING) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the pipeline is not finished after " + PATIENCE);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      if (running.state() != RunningPipeline.State.FINISHED) {
        throw new IllegalStateException(
            "the pipeline ended as " + running.state(), running.failure());
      }
    }
  }
}
