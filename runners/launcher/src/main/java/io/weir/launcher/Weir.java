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
import io.weir.launcher.run.NotDoneException;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes are those of {@link ExitCode}; a wrong setting is one line on
 * standard error.
 */
@Command(
    name = "weir",
    description = "Scores live events: Kafka in, features, models, actions out.",
    synopsisSubcommandLabel = "VERB",
    mixinStandardHelpOptions = true,
    version = "weir 0.1.0",
    subcommands = {
      RunCommand.class,
      TestCommand.class,
      BenchCommand.class,
      PackageCommand.class,
      LaunchCommand.class,
      JobCommand.Status.class,
      JobCommand.Savepoint.class,
      LaunchCommand.Upgrade.class,
      JobCommand.Drain.class,
      JobCommand.Stop.class,
      DoctorCommand.class
    },
    footer = {"", "weir VERB --help says more about a verb."})
public final class Weir implements Runnable {
  /** A folder for the process's temporary files, made by the launcher script. */
  private static final String SCRATCH_PROPERTY = "weir.scratch";

  private static final Duration CLEANING_PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private Weir() {}

  /** Runs the command line and ends the process. */
  public static void main(String[] arguments) {
    CountDownLatch done = new CountDownLatch(1);
    deleteScratchAfter(done);
    int exitCode = execute(System.out, System.err, arguments);
    done.countDown();
    System.exit(exitCode);
  }

  /**
   * Runs a command line in this process.
   *
   * @param out gets results
   * @param err gets what is said to a person
   * @return an {@link ExitCode}
   */
  public static int execute(PrintStream out, PrintStream err, String... arguments) {
    Terminal terminal = new Terminal(out, err);
    CommandLine commands =
        new CommandLine(new Weir(), new Commands(terminal))
            .setOut(terminal.outWriter())
            .setErr(terminal.errWriter())
            .setParameterExceptionHandler((wrong, unused) -> refuse(terminal, wrong))
            .setExecutionExceptionHandler((failure, unused, unused2) -> fail(terminal, failure));
    try {
      return commands.execute(arguments);
    } catch (LinkageError e) {
      // A class that cannot be made: the class path, or a constant that breaks its own rules.
      return fail(terminal, e.getCause() == null ? e : e.getCause());
    }
  }

  private static int refuse(Terminal terminal, ParameterException wrong) {
    terminal.complain(String.valueOf(wrong.getMessage()));
    return ExitCode.WRONG_SETTING;
  }

  private static int fail(Terminal terminal, Throwable failure) {
    boolean wrongSetting = failure instanceof IllegalArgumentException;
    boolean said = wrongSetting || failure instanceof NotDoneException;
    String message = failure.getMessage();
    terminal.complain(message == null || !said ? failure.toString() : message);
    if (terminal.verbose()) {
      failure.printStackTrace(terminal.err());
    }
    return wrongSetting ? ExitCode.WRONG_SETTING : ExitCode.FAILED;
  }

  /** Without a verb: what there is. */
  @Override
  public void run() {
    CommandLine.Model.CommandSpec known = spec;
    if (known != null) {
      known.commandLine().usage(known.commandLine().getOut());
    }
  }

  /** Where the process is told to end, a verb that cleans up needs its files until it has. */
  private static void deleteScratchAfter(CountDownLatch done) {
    String folder = System.getProperty(SCRATCH_PROPERTY);
    if (folder != null && Files.isDirectory(Path.of(folder))) {
      ScratchFolder scratch = ScratchFolder.adopt(Path.of(folder));
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> deleteAfter(done, scratch), "weir-scratch"));
    }
  }

  private static void deleteAfter(CountDownLatch done, ScratchFolder scratch) {
    try {
      done.await(CLEANING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scratch.close();
  }
}
