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

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.weir.launcher.logs.Logs;
import io.weir.launcher.run.ExitCode;
import io.weir.pipelines.InvalidSettingException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir bench}. */
@Command(
    name = "bench",
    description = {
      "Measures ours beside a peer, in alternating runs on this machine.",
      "",
      "Exit code 0: every target is met or cannot be shown here; 1: one is missed.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "which; without it: what there is")
  private @Nullable String name;

  @Option(names = "--json", description = "a JSON array on standard output, and nothing else")
  private boolean json;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "0",
      description = "how many pairs of runs; default: the benchmark's own number")
  private int pairs;

  @Option(
      names = {"-v", "--verbose"},
      description = "what the libraries log, and stack traces")
  private boolean verbose;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    terminal.verbose(verbose);
    if (verbose) {
      Logs.verbose();
    } else {
      Logs.quiet();
    }
    List<Benchmark> known = new ArrayList<>();
    ServiceLoader.load(Benchmark.class).forEach(known::add);
    known.sort(comparing(Benchmark::name));
    if (name == null) {
      PrintStream list = json ? terminal.err() : terminal.out();
      known.forEach(b -> list.printf("%-14s %s%n", b.name(), b.description()));
      if (json) {
        terminal.out().println("[]");
      }
      return ExitCode.OK;
    }
    Benchmark chosen =
        known.stream()
            .filter(benchmark -> benchmark.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(known));
    // Told to end, it stops where it is and closes what it has opened.
    Thread measuring = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(measuring::interrupt, "weir-bench-stop"));
    List<Result> results = chosen.run(new Benchmark.Options(pairs));
    print(results);
    boolean missed = results.stream().anyMatch(result -> Boolean.FALSE.equals(result.met()));
    return missed ? ExitCode.FAILED : ExitCode.OK;
  }

  private InvalidSettingException unknown(List<Benchmark> known) {
    String names = known.stream().map(Benchmark::name).collect(joining(" or "));
    return new InvalidSettingException(
        "NAME is "
            + name
            + (names.isEmpty() ? ", but there are no benchmarks here" : ", must be " + names));
  }

  private void print(List<Result> results) {
    if (json) {
      ArrayNode array = new ObjectMapper().createArrayNode();
      results.forEach(result -> array.add(result.toJson()));
      terminal.out().println(array);
    } else {
      terminal.out().println(Result.header());
      results.forEach(result -> terminal.out().println(result.toRow()));
    }
    terminal.out().flush();
  }
}
