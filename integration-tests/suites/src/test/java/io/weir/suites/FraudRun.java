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
package io.weir.suites;

import static java.util.stream.Collectors.toList;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.Topic;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.v1.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One run of the fraud pipeline from topics to topics, on a real broker, as the launcher runs it:
 * the same graph, the same runner options.
 */
final class FraudRun {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final EmbeddedKafka kafka;
  private final String prefix = "run-" + RUNS.incrementAndGet() + ".";
  private final Application application = new FraudApplication();
  private final Map<String, String> options = new TreeMap<>();
  private String runner = "direct";
  private int parallelism = 1;
  private Arrival arrival = Arrival.EVENT_TIME;
  private BiConsumer<Pipeline, Path> preparation = (pipeline, checkpoints) -> {};

  FraudRun(EmbeddedKafka kafka) {
    this.kafka = kafka;
  }

  FraudRun on(String runnerName, int workers) {
    this.runner = runnerName;
    this.parallelism = workers;
    return this;
  }

  FraudRun arrival(Arrival discipline) {
    this.arrival = discipline;
    return this;
  }

  /** A Beam option, over what the runner chooses. */
  FraudRun option(String name, String value) {
    options.put(name, value);
    return this;
  }

  /** Does something to the graph before it is started. */
  FraudRun prepared(BiConsumer<Pipeline, Path> step) {
    this.preparation = step;
    return this;
  }

  boolean inEventTime() {
    return arrival == Arrival.EVENT_TIME;
  }

  /** Its topic's full name. */
  String topic(String name) {
    return prefix + name;
  }

  /** Creates the topics. */
  FraudRun createTopics() {
    TopicCreator.on(kafka.bootstrapServers()).create(application.topics(), prefix);
    return this;
  }

  /** Writes a source whole, then runs the pipeline over it until it ends. */
  FraudRun process(EventSource source) throws Exception {
    createTopics();
    try (Feeder feeder = feed(source)) {
      checkEnded(feeder);
      run(Duration.ZERO, () -> {});
    }
    return this;
  }

  Feeder feed(EventSource source) {
    return feed(source, 0);
  }

  Feeder feed(EventSource source, double eventsPerSecond) {
    return Feeder.of(source, application.topics())
        .to(kafka.bootstrapServers(), prefix)
        .rate(eventsPerSecond)
        .start();
  }

  static void checkEnded(Feeder feeder) throws InterruptedException {
    if (!feeder.awaitEnd(PATIENCE)) {
      throw new AssertionError("the feeder did not end", feeder.failure());
    }
  }

  /** Runs until the pipeline ends by itself; does something once while it runs. */
  void run(Duration before, Disturbance disturbance) throws Exception {
    try (ScratchFolder folder = ScratchFolder.create("suite");
        RunningPipeline running = start(folder)) {
      long started = System.nanoTime();
      boolean disturbed = false;
      while (running.state() == RunningPipeline.State.RUNNING) {
        long elapsed = System.nanoTime() - started;
        if (!disturbed && elapsed >= before.toNanos()) {
          disturbance.happen();
          disturbed = true;
        }
        if (elapsed > PATIENCE.toNanos()) {
          throw new AssertionError("no end after " + PATIENCE);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      if (running.state() != RunningPipeline.State.FINISHED) {
        throw new AssertionError("the pipeline is " + running.state(), running.failure());
      }
    }
  }

  private RunningPipeline start(ScratchFolder folder) {
    LocalRunner local = runner(runner);
    Map<String, String> all =
        new TreeMap<>(local.defaults(RunnerSettings.of(arrival, parallelism, folder.path())));
    all.putAll(options);
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    WeirOptions weir =
        PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
            .as(application.optionsType());
    weir.setBootstrapServers(kafka.bootstrapServers());
    weir.setTopicPrefix(prefix);
    weir.setArrival(arrival);
    Pipeline pipeline = Pipeline.create(weir);
    application.build(pipeline, weir);
    preparation.accept(pipeline, folder.path());
    return local.start(pipeline);
  }

  /** The local runner of a name. */
  static LocalRunner runner(String name) {
    for (LocalRunner candidate : ServiceLoader.load(LocalRunner.class)) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    throw new AssertionError("no runner " + name);
  }

  /** What the actions topic got. */
  List<ConsumerRecord<byte[], byte[]>> actionRecords() {
    return TopicContent.of(
        kafka.bootstrapServers(), topic(application.topics().only(Topic.Role.ACTIONS).name()));
  }

  /** Shows every action without keeping them. */
  void forEachAction(Consumer<Action> reader) {
    TopicContent.forEach(
        kafka.bootstrapServers(),
        topic(application.topics().only(Topic.Role.ACTIONS).name()),
        record -> reader.accept(action(record)));
  }

  /** What a record of an actions topic says. */
  static Action action(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Action.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no action at offset " + record.offset(), e);
    }
  }

  List<Action> actions() throws Exception {
    List<Action> actions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : actionRecords()) {
      actions.add(Action.parseFrom(record.value()));
    }
    return actions;
  }

  /** Each card's actions as hexadecimal bytes, in the order of the topic. */
  Map<String, List<String>> actionBytes() {
    Map<String, List<String>> bytes = new TreeMap<>();
    TopicContent.valuesByKey(actionRecords())
        .forEach(
            (card, values) ->
                bytes.put(card, values.stream().map(FraudRun::hex).collect(toList())));
    return bytes;
  }

  static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(bytes.length * 2);
    for (byte b : bytes) {
      hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }

  List<DeadLetter> deadLetters() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        TopicContent.of(
            kafka.bootstrapServers(),
            topic(application.topics().only(Topic.Role.DEAD_LETTERS).name()))) {
      letters.add(DeadLetter.parseFrom(record.value()));
    }
    return letters;
  }

  /** Something that happens to a run. */
  interface Disturbance {
    void happen() throws Exception;
  }
}
