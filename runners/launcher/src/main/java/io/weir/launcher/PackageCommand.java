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

import io.weir.launcher.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir package}. */
@Command(
    name = "package",
    description = {
      "Builds what a runner takes: one jar with all that the pipelines need and the runner has not.",
      "",
      "Two builds of the same sources are equal to the last byte. Sizes go to standard error, the"
          + " jar's path, as the last line, to standard output.",
      ""
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class PackageCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "TARGET",
      description =
          "flink: own clusters, Ververica, the Kubernetes operator; managed-flink: the same jar, for"
              + " Amazon's; dataflow")
  private String target = "";

  PackageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PackageTarget chosen = PackageTarget.named(target);
    terminal.err().println("building the package for " + chosen.runsOn());
    Path jar = chosen.build(Home.folder(), Home.maven());
    JarSizes.of(jar).forEach(terminal.err()::println);
    terminal.err().println(JarSizes.line("in all", Files.size(jar)));
    terminal.out().println(jar);
    terminal.out().flush();
    return ExitCode.OK;
  }
}
