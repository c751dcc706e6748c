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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/**
 * Makes a package's job as {@code flink run} does. This process has all classes of the package
 * itself, which are taken first: from both at once they would not fit together. So they have to be
 * the same, which is looked at.
 */
final class PackagedJob {
  private PackagedJob() {}

  /**
   * The job, which is given to nobody yet.
   *
   * @param arguments of the package's main
   * @param settings Flink's own, which the job takes along
   * @param savepoint what it goes on from
   * @throws InvalidSettingException if the package cannot make it: one line
   */
  static JobGraph of(
      Path jar,
      List<String> arguments,
      Configuration settings,
      SavepointRestoreSettings savepoint) {
    checkSame(jar);
    Configuration own = new Configuration(settings);
    own.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
    SavepointRestoreSettings.toConfiguration(savepoint, own);
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(jar.toFile())
            .setEntryPointClassName(FlinkJob.class.getName())
            .setArguments(new ArrayList<>(arguments).toArray(new String[0]))
            .setConfiguration(own)
            .setSavepointRestoreSettings(savepoint)
            .build()) {
      JobGraph job =
          PackagedProgramUtils.createJobGraph(
              program, own, own.get(CoreOptions.DEFAULT_PARALLELISM), true);
      job.setSavepointRestoreSettings(savepoint);
      return job;
    } catch (ProgramInvocationException e) {
      throw new InvalidSettingException(jar + " does not make a job: " + FlinkMaster.reason(e), e);
    }
  }

  private static void checkSame(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith("io/weir/") && name.endsWith(".class") && !same(file, entry)) {
          throw new InvalidSettingException(
              "--jar is "
                  + jar
                  + ", which is of another build than this launcher ("
                  + name
                  + " differs): make it again with 'weir package flink'");
        }
      }
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--jar is " + jar + ", which cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean same(JarFile file, JarEntry entry) throws IOException {
    try (InputStream packaged = file.getInputStream(entry);
        InputStream own = PackagedJob.class.getClassLoader().getResourceAsStream(entry.getName())) {
      return own != null && Arrays.equals(packaged.readAllBytes(), own.readAllBytes());
    }
  }
}
