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
package io.weir.runner.flink.launch;

import io.weir.pipelines.InvalidSettingException;
import io.weir.runner.flink.FlinkJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes a package's job as {@code flink run} does. This process has all classes of the package
 * itself, which are taken first: from both at once they would not fit together. So they have to be
 * the same, which the launcher has looked at.
 */
final class PackagedJob {
  private PackagedJob() {}

  /**
   * The job, which is given to nobody yet.
   *
   * @param jar the package, which goes along; null: the job is only looked at
   * @param arguments of the package's main
   * @param settings Flink's own, which the job takes along
   * @throws InvalidSettingException if the package cannot make it: one line
   */
  static JobGraph of(@Nullable Path jar, List<String> arguments, Configuration settings) {
    Configuration own = new Configuration(settings);
    own.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(jar == null ? null : jar.toFile())
            .setEntryPointClassName(FlinkJob.class.getName())
            .setArguments(new ArrayList<>(arguments).toArray(new String[0]))
            .setConfiguration(own)
            .build()) {
      return PackagedProgramUtils.createJobGraph(
          program, own, own.get(CoreOptions.DEFAULT_PARALLELISM), true);
    } catch (ProgramInvocationException e) {
      Optional<InvalidSettingException> refused =
          ExceptionUtils.findThrowable(e, InvalidSettingException.class);
      if (refused.isPresent()) {
        throw refused.get();
      }
      throw new InvalidSettingException(
          "the pipeline does not make a job of Flink: " + FlinkMaster.reason(e), e);
    }
  }
}
