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
package io.weir.launcher.run;

import io.weir.launcher.history.HistoryEnd;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.KafkaConnection;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.page.LivePage;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.PipelineArguments;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/** Everything of a run that can be checked and made before anything is started. */
final class Preparation {
  private static final int RUN_ID_LENGTH = 8;

  /** Where a Triton is that has no address before it is started. */
  private static final String NOT_YET = "127.0.0.1:1";

  final KafkaConnection connection;
  final String topicPrefix;
  final @Nullable EmbeddedKafka kafka;
  final @Nullable EventSource source;
  final @Nullable LivePage page;
  final Pipeline pipeline;
  final @Nullable HistoryEnd history;

  private Preparation(
      String topicPrefix,
      @Nullable EmbeddedKafka kafka,
      @Nullable EventSource source,
      @Nullable LivePage page,
      Planned planned) {
    this.connection = planned.connection;
    this.topicPrefix = topicPrefix;
    this.kafka = kafka;
    this.source = source;
    this.page = page;
    this.pipeline = planned.pipeline;
    this.history = planned.history;
  }

  /**
   * Checks and makes it.
   *
   * @param resources gets what is to be closed
   * @param progress is told what takes long, and later what happens to a Triton
   * @throws InvalidSettingException if a setting is wrong
   */
  static Preparation of(RunSettings settings, Resources resources, Consumer<String> progress) {
    checkOutput(settings.output);
    EventSource source = settings.feeds() ? resources.add(source(settings)) : null;
    ScratchFolder scratch = resources.add(ScratchFolder.create("run"));
    EmbeddedKafka kafka = settings.embedded() ? resources.add(EmbeddedKafka.create()) : null;
    String servers = settings.bootstrapServers;
    if (kafka != null) {
      servers = kafka.bootstrapServers();
    }
    String bootstrapServers = Optional.ofNullable(servers).orElseThrow();
    String prefix =
        settings.freshTopics()
            ? "run-" + UUID.randomUUID().toString().substring(0, RUN_ID_LENGTH) + "."
            : "";
    String triton = settings.startsTriton() ? NOT_YET : settings.triton;
    Planned planned = plan(settings, bootstrapServers, prefix, scratch.path(), triton);
    LivePage page = settings.page ? resources.add(bind(settings.pagePort)) : null;
    if (kafka == null) {
      TopicCreator.on(planned.connection).checkReachable();
    }
    if (settings.startsTriton()) {
      // Last, because it takes longest: by now every other setting is known to be right.
      triton = triton(settings, scratch.path(), progress, resources);
      planned = plan(settings, bootstrapServers, prefix, scratch.path(), triton);
    }
    return new Preparation(prefix, kafka, source, page, planned);
  }

  private static void checkOutput(@Nullable Path output) {
    if (output == null) {
      return;
    }
    Path folder = output.toAbsolutePath().getParent();
    if (Files.isDirectory(output) || folder == null || !Files.isDirectory(folder)) {
      throw new InvalidSettingException(
          "--output is " + output + ", must be a file in a folder that exists");
    }
    if (!Files.isWritable(Files.exists(output) ? output : folder)) {
      throw new InvalidSettingException("--output is " + output + ", which cannot be written");
    }
  }

  private static EventSource source(RunSettings settings) {
    Application application = settings.application;
    return settings.input == null
        ? application.simulate(SimulationSettings.of(settings.seed, settings.events))
        : application.replay(settings.input, settings.events);
  }

  /** A Triton that serves the application's remote models, and its endpoint. */
  private static String triton(
      RunSettings settings, Path scratch, Consumer<String> progress, Resources resources) {
    try {
      ModelRepository models = ModelRepository.in(scratch.resolve("triton-models"));
      for (String folder : settings.application.remoteModels()) {
        models.add(folder);
      }
      progress.accept("starting Triton with " + String.join(", ", models.names()));
      LocalTriton triton =
          resources.add(
              LocalTriton.serving(models).progress(progress).keepRunning(progress).start());
      progress.accept("Triton: " + triton.grpcEndpoint());
      return triton.grpcEndpoint();
    } catch (TritonUnavailableException | IOException e) {
      throw new InvalidSettingException("--triton is auto: " + e.getMessage(), e);
    }
  }

  private static LivePage bind(@Nullable Integer port) {
    return port == null ? LivePage.bindAnywhere() : LivePage.bind(port);
  }

  private static Planned plan(
      RunSettings settings,
      String bootstrapServers,
      String prefix,
      Path scratch,
      @Nullable String triton) {
    Path checkpoints =
        settings.checkpoints == null ? scratch.resolve("checkpoints") : settings.checkpoints;
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put("bootstrapServers", bootstrapServers);
    ours.put("topicPrefix", prefix);
    ours.put("arrival", settings.arrival().name());
    ours.put("watermarkFrom", settings.watermarkFrom().name());
    ours.put("streaming", "true");
    if (triton != null) {
      ours.put("triton", triton);
    }
    WeirOptions options =
        PipelineArguments.of(settings.application.optionsType())
            .defaults(
                settings.runner.defaults(
                    RunnerSettings.of(settings.arrival(), settings.parallelism, checkpoints)))
            // Not that of a job elsewhere, whose consumer group would seem to fall behind.
            .defaults(Map.of("jobName", "weir-run-" + settings.application.name()))
            .ours(ours)
            .alsoKnown(settings.otherOptions)
            .parse(settings.pipelineArguments);
    settings.runner.check(options);
    KafkaConnection connection = connection(settings, options);
    HistoryEnd history = history(settings, options);
    return new Planned(connection, JobArguments.pipeline(settings.application, options), history);
  }

  private static KafkaConnection connection(RunSettings settings, WeirOptions options) {
    Object protocol = KafkaSettings.of(options).getOrDefault("security.protocol", "PLAINTEXT");
    if (settings.embedded() && !protocol.equals("PLAINTEXT")) {
      throw new InvalidSettingException(
          "--kafka-settings has security.protocol "
              + protocol
              + ", but the Kafka inside this process takes all who come: give --bootstrap-servers");
    }
    return KafkaConnection.of(options);
  }

  private static @Nullable HistoryEnd history(RunSettings settings, WeirOptions options) {
    String from = options.as(WarmUpOptions.class).getWarmUpFrom();
    if (from.equals(WarmUp.EARLIEST) && settings.feeds()) {
      throw new InvalidSettingException(
          "--warm-up-from is earliest, but this run makes topics of its own, which hold nothing yet:"
              + " give a file, or --bootstrap-servers without --simulate and --input");
    }
    return HistoryEnd.fix(settings.application, options);
  }

  /** A graph, where its topics are, and what of its input is history. */
  private static final class Planned {
    final KafkaConnection connection;
    final Pipeline pipeline;
    final @Nullable HistoryEnd history;

    Planned(KafkaConnection connection, Pipeline pipeline, @Nullable HistoryEnd history) {
      this.connection = connection;
      this.pipeline = pipeline;
      this.history = history;
    }
  }
}
