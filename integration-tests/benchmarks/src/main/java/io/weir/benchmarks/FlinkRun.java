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

import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.pipelines.Application;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** One run on the embedded Flink, with the settings of {@code weir run} for both contenders. */
final class FlinkRun {
  private static final int PARALLELISM = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 20;

  private final Application application = new FraudApplication();
  private final LocalRunner runner = runner();
  private final RunPlan plan;

  FlinkRun(RunPlan plan) {
    this.plan = plan;
  }

  /** Runs the fraud pipeline to its end. */
  void portable() throws InterruptedException {
    WeirOptions options = options();
    Pipeline pipeline = Pipeline.create(options);
    application.build(pipeline, options);
    run(pipeline);
  }

  /** Runs the hand-written job to its end. */
  void byHand() throws InterruptedException {
    WeirOptions options = options();
    options.setRunner(NativeJobRunner.class);
    run(Pipeline.create(options));
  }

  private WeirOptions options() {
    List<String> arguments = new ArrayList<>();
    runner
        .defaults(
            RunnerSettings.of(plan.throughputCase().arrival(), PARALLELISM, plan.checkpoints()))
        .forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--bootstrapServers=" + plan.bootstrapServers());
    arguments.add("--arrival=" + plan.throughputCase().arrival());
    return PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
        .as(application.optionsType());
  }

  private void run(Pipeline pipeline) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (RunningPipeline running = runner.start(pipeline)) {
      while (running.state() == RunningPipeline.State.RUNNING) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the run is not finished after " + PATIENCE);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      if (running.state() != RunningPipeline.State.FINISHED) {
        throw new IllegalStateException("the run ended as " + running.state(), running.failure());
      }
    }
  }

  private static LocalRunner runner() {
    for (LocalRunner runner : ServiceLoader.load(LocalRunner.class)) {
      if (runner.name().equals("flink")) {
        return runner;
      }
    }
    throw new IllegalStateException("no runner named flink is on the class path");
  }
}
