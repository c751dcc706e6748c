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

import io.weir.launcher.launch.Launch;
import io.weir.launcher.launch.LaunchSettings;
import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.launch.RemoteRunner;
import io.weir.launcher.run.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir launch}. */
@Command(
    name = "launch",
    description = {
      "Launches a pipeline as a job of a cluster or a service, which outlives this command.",
      "",
      "Checks everything first, says what it will do, then does it, and waits until the job runs. The"
          + " plan goes to standard error; the job's page, as the last line, to standard output. Exit"
          + " code 2: a setting is wrong, and nothing was made.",
      ""
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", RemoteVerb.FOOTER})
class LaunchCommand extends RemoteVerb {
  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "what 'weir package' made; default: it is made now")
  private @Nullable Path jar;

  @Option(names = "--create-topics", description = "make the topics that are missing")
  private boolean createTopics;

  @Option(names = "--plan", description = "check everything, say what would be done, do nothing")
  private boolean plan;

  LaunchCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() throws Exception {
    Terminal terminal = terminal();
    RemoteRunner runner = runner();
    Launch launch =
        new Launch(
            LaunchSettings.of(runner, arguments(), () -> build(runner))
                .jar(jar)
                .createTopics(createTopics)
                .planOnly(plan)
                .build(),
            terminal.err()::println);
    Optional<RemoteJob> job = start(launch);
    if (job.isPresent()) {
      job.get().status().forEach(terminal.err()::println);
      terminal.out().println(job.get().url());
      terminal.out().flush();
    }
    return ExitCode.OK;
  }

  /** A new job, or the next one in the place of one that runs. */
  Optional<RemoteJob> start(Launch launch) throws Exception {
    return launch.start();
  }

  private Path build(RemoteRunner runner) throws Exception {
    terminal().err().println("building the package");
    return PackageTarget.named(runner.name()).build(Home.folder(), Home.maven());
  }

  /** {@code weir upgrade}. */
  @Command(
      name = "upgrade",
      description = {
        "Replaces a pipeline's job by another, which goes on with its state.",
        "",
        "Like launch; and whether the next job can take the state over is looked at before the one"
            + " that runs is stopped. Options that it was launched with have to be given again.",
        ""
      },
      sortOptions = false,
      mixinStandardHelpOptions = true,
      footer = {"", RemoteVerb.FOOTER})
  static final class Upgrade extends LaunchCommand {
    Upgrade(Terminal terminal) {
      super(terminal);
    }

    @Override
    Optional<RemoteJob> start(Launch launch) throws Exception {
      return launch.upgrade();
    }
  }
}
