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
package io.weir.runner.flink;

import io.weir.features.Arrival;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.pipelines.Durations;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.RouterOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
 * <p>On arrival the defaults are for latency: a bundle ends after 1,000 elements or 10 ms, network
 * buffers go after 1 ms, watermarks every 5 ms. In event-time order an answer waits for the
 * watermark, which is far longer, so they are for throughput: 10,000 elements or 200 ms, watermarks
 * every 200 ms, so that one group and one firing take more of a key's events at once. Values are
 * handed on without copies, which is right because ours are immutable. A failure ends the job: a
 * restart would hide it.
 */
public final class FlinkLocalRunner implements LocalRunner {
  private static final int WORKERS = 2;
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(20);
  private static final long FLINKS_OWN_TIMEOUT = Duration.ofMinutes(10).toMillis();

  /** Used by {@code ServiceLoader}. */
  public FlinkLocalRunner() {}

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public Map<String, String> defaults(RunnerSettings settings) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("runner", FlinkRunner.class.getSimpleName());
    // "[auto]" takes the environment that EmbeddedEnvironment offers.
    defaults.put("flinkMaster", "[auto]");
    defaults.put("attachedMode", "false");
    // A bounded pipeline would otherwise go to an environment for batches, which is not offered.
    defaults.put("streaming", "true");
    defaults.put("parallelism", String.valueOf(settings.parallelismOr(WORKERS)));
    // Flink's own default, written down: keyed state cannot be restored with another.
    defaults.put("maxParallelism", "128");
    defaults.put("numberOfExecutionRetries", "0");
    defaults.put("checkpointingInterval", "1000");
    defaults.put("checkpointingMode", "EXACTLY_ONCE");
    // Longer than a stream may stand still for a model that is away.
    defaults.put("checkpointTimeoutMillis", String.valueOf(CHECKPOINT_TIMEOUT.toMillis()));
    // Else what the last bundle gives goes through the state of the operator, element by element.
    defaults.put("finishBundleBeforeCheckpointing", "true");
    defaults.put("stateBackendStoragePath", settings.checkpoints().toUri().toString());
    defaults.put("objectReuse", "true");
    defaults.put("fasterCopy", "true");
    // Nobody reads the metrics of a cluster inside this process, and every element pays for them.
    defaults.put("disableMetrics", "true");
    if (settings.arrival() == Arrival.EVENT_TIME) {
      defaults.put("maxBundleSize", "10000");
      defaults.put("maxBundleTimeMills", "200");
      defaults.put("autoWatermarkInterval", "200");
    } else {
      defaults.put("maxBundleSize", "1000");
      defaults.put("maxBundleTimeMills", "10");
      defaults.put("autoWatermarkInterval", "5");
    }
    return defaults;
  }

  /** While the stream waits for a model no checkpoint can be taken. */
  @Override
  public void check(PipelineOptions options) {
    RouterOptions router = options.as(RouterOptions.class);
    if (!router.getOnHeavyFailure().equals("wait")) {
      return;
    }
    long patience = Durations.positive("heavyPatience", router.getHeavyPatience()).toMillis();
    long set = options.as(FlinkPipelineOptions.class).getCheckpointTimeoutMillis();
    long timeout = set < 0 ? FLINKS_OWN_TIMEOUT : set;
    if (timeout <= patience) {
      throw new InvalidSettingException(
          "checkpointTimeoutMillis is "
              + timeout
              + ", must be above heavyPatience, which is "
              + patience
              + " ms");
    }
  }

  @Override
  public RunningPipeline start(Pipeline pipeline) {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    EmbeddedFlink flink =
        EmbeddedFlink.start(options.getParallelism(), Path.of(URI.create(storage(options))));
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
