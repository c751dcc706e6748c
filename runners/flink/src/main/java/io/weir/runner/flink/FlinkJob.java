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

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;

/**
 * What our jar does on a Flink cluster: builds a pipeline and gives it to the cluster that started
 * it.
 *
 * <pre>{@code
 * flink run -d weir-flink.jar --pipeline=fraud --bootstrapServers=broker:9092 --profile=latency
 * }</pre>
 *
 * <p>Without an argument it reads {@value #RUNTIME_PROPERTIES}, where Amazon Managed Service for
 * Apache Flink, which gives none, has an application's properties: those of the group {@value
 * RuntimeProperties#GROUP}, by the same names. The system property {@code weir.runtime.properties}
 * names another such file.
 */
public final class FlinkJob {
  /** Where Managed Flink has an application's properties. */
  static final String RUNTIME_PROPERTIES = "/etc/flink/application_properties.json";

  /** The system property that names another such file. */
  private static final String PROPERTIES_SETTING = "weir.runtime.properties";

  private FlinkJob() {}

  /**
   * Submits the job and returns.
   *
   * @param arguments {@code --name=value} each, as {@link JobArguments} says
   * @throws InvalidSettingException if one is wrong: one line
   * @throws IOException if the properties cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path properties = Path.of(System.getProperty(PROPERTIES_SETTING, RUNTIME_PROPERTIES));
    pipeline(Arrays.asList(arguments), properties).run();
  }

  /** The job's pipeline, from its arguments or, where there are none, from the properties. */
  static Pipeline pipeline(List<String> arguments, Path properties) throws IOException {
    JobArguments job =
        arguments.isEmpty() && Files.exists(properties)
            ? JobArguments.of(RuntimeProperties.read(properties))
            : JobArguments.of(arguments);
    WeirOptions options = options(job);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    String storage = flink.getStateBackendStoragePath();
    if (storage != null && flink.getStateBackend() == null) {
      throw new InvalidSettingException(
          "--stateBackendStoragePath is "
              + storage
              + ", which Beam reads only with --stateBackend: set Flink's state.checkpoints.dir");
    }
    return JobArguments.pipeline(job.application(), options);
  }

  /**
   * A job's options with the settings of its profile, for the cluster that runs this code unless
   * {@code flinkMaster} is among the arguments.
   *
   * @throws InvalidSettingException if an argument is wrong: one line
   */
  public static WeirOptions options(JobArguments job) {
    Map<String, String> defaults =
        new LinkedHashMap<>(FlinkProfile.named(job.profile()).values(FlinkProfile.OPTIONS));
    defaults.put("runner", FlinkRunner.class.getSimpleName());
    defaults.put("jobName", "weir-" + job.application().name());
    // Who starts the job does not wait for its end.
    defaults.put("attachedMode", "false");
    WeirOptions options = job.options(defaults, Map.of("streaming", "true"));
    FlinkProfile.check(options);
    return options;
  }
}
