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
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The settings of Flink that both contenders run with: those of {@code weir run}. */
final class FlinkSettings {
  private static final int PARALLELISM = 1;

  private FlinkSettings() {}

  static LocalRunner runner() {
    for (LocalRunner runner : ServiceLoader.load(LocalRunner.class)) {
      if (runner.name().equals("flink")) {
        return runner;
      }
    }
    throw new IllegalStateException("no runner named flink is on the class path");
  }

  /** Options with the runner's own defaults, for this plan. */
  static WeirOptions options(RunPlan plan) {
    Map<String, String> defaults =
        runner()
            .defaults(
                RunnerSettings.of(
                    plan.throughputCase().arrival(), PARALLELISM, plan.checkpoints()));
    List<String> arguments = new ArrayList<>();
    defaults.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--bootstrapServers=" + plan.bootstrapServers());
    arguments.add("--arrival=" + plan.throughputCase().arrival());
    return PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
        .withValidation()
        .as(new FraudApplication().optionsType());
  }
}
