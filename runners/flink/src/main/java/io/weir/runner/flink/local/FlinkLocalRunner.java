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
package io.weir.runner.flink.local;

import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.pipelines.WeirOptions;
import io.weir.runner.flink.FlinkProfile;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Runs pipelines on Beam's Flink runner, on a Flink inside this process with checkpoints and
 * RocksDB.
 *
 * <p>The options are those of a {@link FlinkProfile}: on arrival that for latency; in the order of
 * event time, where an answer waits for the watermark, that for throughput. A failure ends the job:
 * a restart would hide it.
 */
public final class FlinkLocalRunner implements LocalRunner {
  private static final int WORKERS = 2;

  /** Used by {@code ServiceLoader}. */
  public FlinkLocalRunner() {}

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public Map<String, String> defaults(RunnerSettings settings) {
    Map<String, String> defaults =
        new LinkedHashMap<>(FlinkProfile.of(settings.arrival()).values(FlinkProfile.OPTIONS));
    defaults.put("runner", FlinkRunner.class.getSimpleName());
    // "[auto]" takes the environment that EmbeddedEnvironment offers.
    defaults.put("flinkMaster", "[auto]");
    defaults.put("attachedMode", "false");
    // A bounded pipeline would otherwise go to an environment for batches, which is not offered.
    defaults.put("streaming", "true");
    defaults.put("parallelism", String.valueOf(settings.parallelismOr(WORKERS)));
    defaults.put("numberOfExecutionRetries", "0");
    defaults.put("stateBackendStoragePath", settings.checkpoints().toUri().toString());
    // The folder of a local run is often a temporary one, and nobody comes back to it.
    defaults.put("externalizedCheckpointsEnabled", "false");
    defaults.put("retainExternalizedCheckpointsOnCancellation", "false");
    // Nobody reads the metrics of a cluster inside this process, and every element pays for them.
    defaults.put("disableMetrics", "true");
    return defaults;
  }

  @Override
  public void check(PipelineOptions options) {
    FlinkProfile.check(options);
  }

  @Override
  public RunningPipeline start(Pipeline pipeline) {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            options.getParallelism(),
            Path.of(URI.create(storage(options))),
            FlinkProfile.of(options.as(WeirOptions.class).getArrival()));
    try {
      return flink.submit(pipeline);
    } catch (RuntimeException e) {
      flink.close();
      throw e;
    }
  }

  private static String storage(FlinkPipelineOptions options) {
    return options.getStateBackendStoragePath();
  }
}
