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
package io.weir.launcher;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.weir.launcher.run.NotDoneException;
import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code weir package} makes, and where it lies. */
enum PackageTarget {
  FLINK("flink", "flink", "a Flink cluster, Ververica or the Kubernetes operator"),
  MANAGED_FLINK("managed-flink", "flink", "Amazon Managed Service for Apache Flink: the same jar"),
  DATAFLOW("dataflow", "dataflow", "Dataflow, also as a flex template"),
  SPARK("spark", "spark", "a Spark cluster"),
  LIBRARY("library", "", "pipelines of others: a Maven repository");

  private final String label;
  private final String module;
  private final String runsOn;

  PackageTarget(String label, String module, String runsOn) {
    this.label = label;
    this.module = module;
    this.runsOn = runsOn;
  }

  /**
   * The one of a name.
   *
   * @throws InvalidSettingException if there is none
   */
  static PackageTarget named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.label.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidSettingException("TARGET is " + name + ", must be " + names(" or ")));
  }

  static String names(String between) {
    return Arrays.stream(values()).map(each -> each.label).collect(joining(between));
  }

  String runsOn() {
    return runsOn;
  }

  /**
   * Builds it from this checkout.
   *
   * @return the jar
   * @throws NotDoneException if the build fails; what it printed is in a file then
   */
  Path build(Path home, String maven) throws IOException, InterruptedException {
    Path log = Files.createDirectories(home.resolve(".weir")).resolve("package.log");
    List<String> command =
        List.of(
            maven,
            "-B",
            "-ntp",
            "-pl",
            "runners/packages/" + module,
            "-am",
            "-Dmaven.test.skip=true",
            "package");
    int code = MavenRun.of(home, command, log);
    if (code != 0) {
      throw new NotDoneException("the build failed; all of it is in " + log);
    }
    return jar(home);
  }

  private Path jar(Path home) throws IOException {
    Path target = home.resolve("runners").resolve("packages").resolve(module).resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars =
          files
              .filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches("weir-" + module + "-[^-]+(-SNAPSHOT)?\\.jar"))
              .collect(toList());
      if (jars.size() != 1) {
        throw new NotDoneException(
            String.format(Locale.ROOT, "%s has %d packages: %s", target, jars.size(), jars));
      }
      return jars.get(0);
    }
  }
}
