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

import io.weir.features.Arrival;
import io.weir.launcher.logs.Logs;
import io.weir.launcher.run.LocalRun;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunSettings;
import io.weir.pipelines.Applications;
import io.weir.pipelines.InvalidSettingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.Unmatched;

/** {@code weir run}. */
@Command(
    name = "run",
    description = {
      "Runs a pipeline on this machine: Kafka, simulator, runner, and a page that shows it.",
      "",
      "Status goes to standard error; the summary, one line of JSON, to standard output. Exit code"
          + " 0: everything was answered or is a dead letter; 1: not; 2: a setting is wrong.",
      ""
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Any other pipeline option can be given by its Beam name, such as --maxBundleSize=500."
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "PIPELINE", description = "fraud")
  private String pipeline = "";

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "direct",
      description = "direct (default) or flink")
  private String runner = "direct";

  @Option(
      names = {"--bootstrap-servers", "--bootstrapServers"},
      paramLabel = "HOST:PORT",
      description = "an existing Kafka; default: one inside this process")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--simulate",
      description = "write simulated events to the existing Kafka, into fresh topics")
  private boolean simulate;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "replay this file in event time instead of a simulation")
  private @Nullable Path input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "write what the actions topic gets, as lines of JSON")
  private @Nullable Path output;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "stop after N events are answered; of a file: at most N rows")
  private @Nullable Long events;

  @Option(
      names = "--arrival",
      paramLabel = "HOW",
      converter = ArrivalConverter.class,
      description =
          "on-arrival: answer at once; event-time: in the order of time, reproducibly."
              + " Default: on-arrival, with --input event-time")
  private @Nullable Arrival arrival;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "events a second, 0: as fast as possible. Default: 100, with --input as fast as possible")
  private @Nullable Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the simulator; default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "default, rules, or the folder of a model's manifest")
  private @Nullable String model;

  @Option(
      names = {"--model-refresh", "--modelRefresh"},
      paramLabel = "DURATION",
      description =
          "how often to look whether the folder of --model holds another version; default: never")
  private @Nullable String modelRefresh;

  @Option(
      names = "--router",
      paramLabel = "ROUTER",
      description =
          "who answers. light (default): the embedded model; heavy: the one on Triton; cascade:"
              + " light, and heavy where light is not sure; canary; shadow; or a file, .yaml or .json,"
              + " of a router over light and heavy")
  private @Nullable String router;

  @Option(
      names = "--triton",
      paramLabel = "WHERE",
      description =
          "auto: a Triton on this machine, which is started again when it dies; or"
              + " HOST:PORT[,HOST:PORT] of its gRPC")
  private @Nullable String triton;

  @Option(
      names = "--band",
      paramLabel = "LOW..HIGH",
      description = "scores of the light model with which the cascade asks the heavy one")
  private @Nullable String band;

  @Option(
      names = {"--canary-share", "--canaryShare"},
      paramLabel = "SHARE",
      description =
          "of the keys, that the canary's heavy model answers; or a file that holds it, and may change"
              + " while it runs; default: 0.05")
  private @Nullable String canaryShare;

  @Option(
      names = {"--max-out-of-orderness", "--maxOutOfOrderness"},
      paramLabel = "DURATION",
      description = "how late an event may come within its partition; default: PT1M")
  private @Nullable String maxOutOfOrderness;

  @Option(
      names = {"--deduplicate-within", "--deduplicateWithin"},
      paramLabel = "DURATION",
      description = "how long event ids are remembered; default: P1D")
  private @Nullable String deduplicateWithin;

  @Option(
      names = {"--warm-up-from", "--warmUpFrom"},
      paramLabel = "HISTORY",
      description =
          "fill the state from history before answering. earliest: what the topics of an existing"
              + " Kafka hold; or a file in the form of --input, after whose last row the topics go on")
  private @Nullable String warmUpFrom;

  @Option(
      names = "--checkpoint-path",
      paramLabel = "FOLDER",
      description = "where Flink keeps checkpoints; default: a temporary folder")
  private @Nullable Path checkpoints;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "how many workers; default: what suits the runner")
  private @Nullable Integer parallelism;

  @Option(
      names = "--page-port",
      paramLabel = "PORT",
      description = "of the live page; default: 8080, or any free one where that is in use")
  private @Nullable Integer pagePort;

  @Option(names = "--no-page", description = "no live page")
  private boolean noPage;

  @Option(
      names = {"-v", "--verbose"},
      description = "what the libraries log, and stack traces")
  private boolean verbose;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Unmatched private List<String> others = new ArrayList<>();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.verbose(verbose);
    if (verbose) {
      Logs.verbose();
    } else {
      Logs.quiet();
    }
    List<String> arguments = new ArrayList<>(others);
    add(arguments, "model", model);
    add(arguments, "modelRefresh", modelRefresh);
    add(arguments, "router", router);
    add(arguments, "band", band);
    add(arguments, "canaryShare", canaryShare);
    add(arguments, "maxOutOfOrderness", maxOutOfOrderness);
    add(arguments, "deduplicateWithin", deduplicateWithin);
    add(arguments, "warmUpFrom", warmUpFrom);
    if (parallelism != null && parallelism < 1) {
      throw new InvalidSettingException("--parallelism is " + parallelism + ", must be at least 1");
    }
    RunSettings settings =
        RunSettings.of(Applications.named("PIPELINE", pipeline), localRunner())
            .bootstrapServers(bootstrapServers)
            .simulate(simulate)
            .input(input)
            .output(output)
            .events(events)
            .arrival(arrival)
            .rate(rate)
            .seed(seed)
            .checkpoints(checkpoints)
            .parallelism(parallelism == null ? 0 : parallelism)
            .page(!noPage, pagePort)
            .triton(triton)
            .pipelineArguments(arguments)
            .otherOptions(names())
            .build();
    return new LocalRun(settings, terminal.out(), terminal.err(), verbose).run();
  }

  private static void add(List<String> arguments, String name, @Nullable String value) {
    if (value != null) {
      arguments.add("--" + name + "=" + value);
    }
  }

  /** Of the options of this verb. */
  private List<String> names() {
    return spec == null ? List.of() : List.copyOf(spec.optionsMap().keySet());
  }

  private LocalRunner localRunner() {
    for (LocalRunner candidate : ServiceLoader.load(LocalRunner.class)) {
      if (candidate.name().equals(runner)) {
        return candidate;
      }
    }
    // The launcher script puts only the chosen runner on the class path.
    throw new InvalidSettingException("--runner is " + runner + ", must be direct or flink");
  }

  /** Reads {@code on-arrival} and {@code event-time}. */
  static final class ArrivalConverter implements ITypeConverter<Arrival> {
    @Override
    public Arrival convert(String value) {
      switch (value) {
        case "on-arrival":
          return Arrival.ON_ARRIVAL;
        case "event-time":
          return Arrival.EVENT_TIME;
        default:
          throw new TypeConversionException("is " + value + ", must be on-arrival or event-time");
      }
    }
  }
}
