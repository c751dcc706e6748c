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
import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir package}. */
@Command(
    name = "package",
    description = {
      "Builds what a runner takes: one jar with all that the pipelines need and the runner has not."
          + " Or what other teams depend on: a folder that is a Maven repository.",
      "",
      "Two builds of the same sources are equal to the last byte. Sizes go to standard error, the"
          + " path of the jar or the folder, as the last line, to standard output.",
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
              + " Amazon's; dataflow; spark; library: transforms, harness and versions")
  private String target = "";

  @Option(
      names = "--baseline",
      paramLabel = "FOLDER",
      description =
          "with library: a library of the last release, whose API must still be there; default: the"
              + " release that pom.xml names, as Maven finds it")
  private @Nullable Path baseline;

  PackageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PackageTarget chosen = PackageTarget.named(target);
    if (baseline != null && chosen != PackageTarget.LIBRARY) {
      throw new InvalidSettingException("--baseline is " + baseline + ", belongs to library only");
    }
    return chosen == PackageTarget.LIBRARY ? library(Home.folder()) : jar(chosen);
  }

  private int jar(PackageTarget chosen) throws IOException, InterruptedException {
    terminal.err().println("building the package for " + chosen.runsOn());
    Path jar = chosen.build(Home.folder(), Home.maven());
    JarSizes.of(jar).forEach(terminal.err()::println);
    terminal.err().println(JarSizes.line("in all", Files.size(jar)));
    terminal.out().println(jar);
    terminal.out().flush();
    return ExitCode.OK;
  }

  private int library(Path home) throws IOException, InterruptedException {
    LastRelease release = baseline == null ? LastRelease.namedIn(home) : LastRelease.in(baseline);
    terminal.err().println("building the package for " + PackageTarget.LIBRARY.runsOn());
    terminal.err().println(release);
    LibraryPackage library = new LibraryPackage(home);
    Map<String, Long> sizes = library.build(Home.maven(), release);
    sizes.forEach((artifact, size) -> terminal.err().println(JarSizes.line(artifact, size)));
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    terminal.err().println(JarSizes.line("in all", all));
    terminal.out().println(library.folder());
    terminal.out().flush();
    return ExitCode.OK;
  }
}
