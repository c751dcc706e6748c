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

import static java.util.stream.Collectors.toList;

import io.weir.launcher.launch.RemoteRunner;
import io.weir.launcher.logs.Logs;
import io.weir.pipelines.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** What all verbs about jobs elsewhere have in common: which pipeline, on which runner, where. */
abstract class RemoteVerb implements Callable<Integer> {
  static final String FOOTER =
      "Any pipeline option and any of the runner's can be given by its Beam name or with hyphens,"
          + " such as --flink-master=HOST:PORT, --job-name=NAME, --project=ID or --region=NAME.";

  private final Terminal terminal;

  @Parameters(paramLabel = "PIPELINE", description = "fraud")
  private String pipeline = "";

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      required = true,
      description = "flink or dataflow")
  private String runner = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "what the libraries log, and stack traces")
  private boolean verbose;

  @Unmatched private List<String> others = new ArrayList<>();

  RemoteVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Where it prints; from then on as loud as was asked for. */
  final Terminal terminal() {
    terminal.verbose(verbose);
    if (verbose) {
      Logs.verbose();
    } else {
      Logs.quiet();
    }
    return terminal;
  }

  /** As a job is told it. */
  final List<String> arguments() {
    List<String> arguments = new ArrayList<>(others);
    arguments.add("--pipeline=" + pipeline);
    return arguments;
  }

  final RemoteRunner runner() {
    List<RemoteRunner> known =
        StreamSupport.stream(ServiceLoader.load(RemoteRunner.class).spliterator(), false)
            .collect(toList());
    return known.stream()
        .filter(candidate -> candidate.name().equals(runner))
        .findFirst()
        .orElseThrow(
            // The launcher script puts only the chosen runner on the class path.
            () ->
                new InvalidSettingException(
                    "--runner is " + runner + ", must be flink or dataflow"));
  }
}
