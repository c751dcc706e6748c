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
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir test}. */
@Command(
    name = "test",
    description = {
      "Runs tests with Maven.",
      "",
      "Without a suite: unit, Direct and embedded Flink, and the checks of the build, under 10"
          + " minutes. all: everything that CI runs, under 45 minutes. triton: the suite against a"
          + " real Triton, also part of all. matrix: every"
          + " test of the matrix on every runner, with every bundle size and fault; all has a slice."
          + " kill: the processes of a Flink cluster are killed while"
          + " it answers a stream, also part of all; its last line is JSON. session: one Flink cluster"
          + " takes the same job again and again, and holds no more afterwards; its last line is JSON."
          + " launch: packages, and jobs that are launched from them, also part of"
          + " all. terraform: the infrastructure, as far as it can be proven without a cloud, also part"
          + " of all. handbook: the whole replay of the handbook's file on Flink.",
      ""
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private static final String RESULTS = "integration-tests/suites/target";

  /** Of fewer nobody can tell whether anything grows. */
  private static final int SESSION_RUNS = 10;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "SUITE",
      arity = "0..1",
      description = "all, triton, matrix, kill, session, launch, terraform or handbook")
  private @Nullable String suite;

  @Option(
      names = "--outage",
      paramLabel = "DURATION",
      description = "with triton: how long it is away, such as 5m or PT5M; default: 30 s")
  private @Nullable String outage;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "with kill: how many processes are killed; default: 3")
  private @Nullable Integer kills;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "with session: how often the job is run; default: 20")
  private @Nullable Integer runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "with kill: decides the events, the victims and the gaps; default: 1. with matrix: order,"
              + " duplicates and where the faults are; default: what the tests say")
  private @Nullable Long seed;

  @Option(
      names = {"-v", "--verbose"},
      description = "everything that Maven can print")
  private boolean verbose;

  TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    terminal.verbose(verbose);
    Suite chosen = Suite.named(suite);
    Path home = Home.folder();
    List<String> command = chosen.command(Home.maven(), verbose);
    if (outage != null) {
      command.add("-Dweir.outage=" + duration(outage));
    }
    if (kills != null) {
      command.add("-Dweir.kill.kills=" + atLeast(1, "--kills", kills));
    }
    if (runs != null) {
      command.add("-Dweir.session.runs=" + atLeast(SESSION_RUNS, "--runs", runs));
    }
    if (seed != null) {
      command.add("-Dweir.kill.seed=" + seed);
      command.add("-Dweir.matrix.seed=" + seed);
    }
    Path data = Home.data();
    if (Files.isDirectory(data)) {
      command.add("-Dweir.shared.data=" + data);
    }
    terminal.err().println("tests: " + chosen.label() + ", " + String.join(" ", command));
    long startMillis = TestReports.mark(home);
    Path results = home.resolve(RESULTS);
    for (Suite each : Suite.values()) {
      Files.deleteIfExists(each.report(results));
    }
    int code = MavenRun.of(home, command);
    TestReports reports = TestReports.since(home, startMillis);
    terminal.out().println(reports.line());
    Path result = chosen.report(results);
    if (Files.exists(result)) {
      Files.readAllLines(result).forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return code == 0 && reports.green() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new InvalidSettingException(option + " is " + value + ", must be at least " + least);
    }
    return value;
  }

  private static Duration duration(String text) {
    String iso = text.startsWith("P") ? text : "PT" + text.toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(iso);
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(
          "--outage is " + text + ", must be a duration such as 5m or PT5M", e);
    }
  }

  /** What can be tested. */
  enum Suite {
    // Most tests wait for something more than they work: two modules at a time.
    USUAL("unit, Direct and embedded Flink", "-T2 verify"),
    ALL("everything that CI runs", "-T2 -Psuite-all verify"),
    // The profile alone turns tests on again: none of the other modules' are run.
    TRITON("against a real Triton", "-Ptriton -DskipTests -pl integration-tests/suites -am verify"),
    // The report comes last, behind the modules that it is made of. A cell waits more than it
    // works, for checkpoints above all: three runners at a time.
    MATRIX(
        "every test on every runner, with faults",
        "-T3 -Pmatrix -DskipTests -pl integration-tests/matrix/report -am verify"),
    KILL(
        "a cluster whose processes are killed",
        "-Pkill -DskipTests -pl integration-tests/suites -am verify"),
    SESSION(
        "a cluster that takes job after job",
        "-Psession -DskipTests -pl integration-tests/suites -am verify"),
    LAUNCH(
        "packages, and jobs that are launched from them",
        "-Plaunch -DskipTests -pl integration-tests/suites,integration-tests/dataflow -am verify"),
    TERRAFORM(
        "modules, examples and manifests of the infrastructure",
        "-Pterraform -DskipTests -pl integration-tests/terraform -am verify"),
    HANDBOOK(
        "the whole handbook file on Flink",
        "-Phandbook -DskipTests -pl integration-tests/suites -am verify");

    private final String label;
    private final String arguments;

    Suite(String label, String arguments) {
      this.label = label;
      this.arguments = arguments;
    }

    static Suite named(@Nullable String name) {
      if (name == null) {
        return USUAL;
      }
      switch (name) {
        case "all":
          return ALL;
        case "triton":
          return TRITON;
        case "matrix":
          return MATRIX;
        case "kill":
          return KILL;
        case "session":
          return SESSION;
        case "launch":
          return LAUNCH;
        case "terraform":
          return TERRAFORM;
        case "handbook":
          return HANDBOOK;
        default:
          throw new InvalidSettingException(
              "SUITE is "
                  + name
                  + ", must be all, triton, matrix, kill, session, launch, terraform"
                  + " or handbook");
      }
    }

    String label() {
      return label;
    }

    /** Where its tests write what is printed last, if they do. */
    Path report(Path results) {
      return results.resolve(name().toLowerCase(Locale.ROOT) + "-report.json");
    }

    List<String> command(String maven, boolean verbose) {
      List<String> command = new ArrayList<>(List.of(maven, "-B", "-ntp"));
      if (verbose) {
        command.add("-X");
      }
      command.addAll(List.of(arguments.split(" ")));
      return command;
    }
  }
}
