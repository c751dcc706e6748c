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

import io.weir.launcher.launch.OnlyJob;
import io.weir.launcher.launch.RemoteJob;
import io.weir.launcher.launch.RemoteRunner;
import io.weir.launcher.run.ExitCode;
import io.weir.pipelines.JobArguments;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs that ask or tell a job that runs something: each prints what came of it. */
abstract class JobCommand extends RemoteVerb {
  @Option(
      names = "--job-id",
      paramLabel = "ID",
      description = "which one, where several jobs have the same name")
  private @Nullable String id;

  private JobCommand(Terminal terminal) {
    super(terminal);
  }

  abstract Iterable<String> tell(RemoteJob job) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    Terminal terminal = terminal();
    RemoteRunner runner = runner();
    RemoteJob job = OnlyJob.of(runner, runner.options(JobArguments.of(arguments())), id);
    tell(job).forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitCode.OK;
  }

  /** {@code weir status}. */
  @Command(
      name = "status",
      description = "Says how a pipeline's job is.",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      footer = {"", RemoteVerb.FOOTER})
  static final class Status extends JobCommand {
    Status(Terminal terminal) {
      super(terminal);
    }

    @Override
    Iterable<String> tell(RemoteJob job) {
      return job.status();
    }
  }

  /** {@code weir savepoint}. */
  @Command(
      name = "savepoint",
      description = "Writes a job's state down while it runs on; prints where.",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      footer = {"", RemoteVerb.FOOTER})
  static final class Savepoint extends JobCommand {
    Savepoint(Terminal terminal) {
      super(terminal);
    }

    @Override
    Iterable<String> tell(RemoteJob job) throws InterruptedException {
      return List.of(job.savepoint());
    }
  }

  /** {@code weir drain}. */
  @Command(
      name = "drain",
      description = {
        "Lets a job answer what it has taken in, and take in nothing more.",
        "",
        "Event time goes to its end: nothing can go on from there. To go on later, take a savepoint,"
            + " or upgrade."
      },
      sortOptions = false,
      mixinStandardHelpOptions = true,
      footer = {"", RemoteVerb.FOOTER})
  static final class Drain extends JobCommand {
    Drain(Terminal terminal) {
      super(terminal);
    }

    @Override
    Iterable<String> tell(RemoteJob job) throws InterruptedException {
      job.drain();
      return job.status();
    }
  }

  /** {@code weir stop}. */
  @Command(
      name = "stop",
      description = "Stops a job at once, without a savepoint.",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      footer = {"", RemoteVerb.FOOTER})
  static final class Stop extends JobCommand {
    Stop(Terminal terminal) {
      super(terminal);
    }

    @Override
    Iterable<String> tell(RemoteJob job) throws InterruptedException {
      job.stop();
      return job.status();
    }
  }
}
