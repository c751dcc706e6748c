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

package io.weir.benchmarks;

import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.pipelines.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets both contenders answer the same input in turns.
 *
 * <p>Each contender has a process of its own for all its runs, beside this one, which holds the
 * broker: a fresh process per run would measure mostly the compiler of the JVM, and one process for
 * both would let each spoil the other's compiled code (call sites of Flink and Kafka that one job
 * keeps monomorphic). It is also how a Flink worker lives. Two pairs warm up and are not measured.
 */
final class ThroughputTrial implements AutoCloseable {
  /** Another number of events than the usual one, for a quick look. */
  private static final String EVENTS_PROPERTY = "weir.bench.events";

  private static final long EVENTS = 400_000;

  /** The compiler of the JVM is not done with ours after one run. */
  private static final int WARM_UPS = 2;

  private static final long SEED = 7;

  private final Consumer<String> progress;
  private final ScratchFolder folder = ScratchFolder.create("bench");
  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final BenchmarkTopics topics = new BenchmarkTopics(kafka.bootstrapServers());
  private final Map<Contender, WorkerProcess> workers = new EnumMap<>(Contender.class);
  private int runs;

  private ThroughputTrial(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Starts the broker and writes the input. */
  static ThroughputTrial start(Consumer<String> progress) throws InterruptedException {
    ThroughputTrial trial = new ThroughputTrial(progress);
    try {
      long events = Long.getLong(EVENTS_PROPERTY, EVENTS);
      progress.accept("writing " + events + " events and their labels to Kafka");
      trial.topics.fill(SimulationSettings.of(SEED, events));
      return trial;
    } catch (RuntimeException | InterruptedException e) {
      trial.close();
      throw e;
    }
  }

  /** Runs the pairs of a case: ours, peer, peer, ours, and so on. */
  Measurements measure(ThroughputCase throughputCase, int pairs) throws Exception {
    Measurements measurements = new Measurements();
    for (int pair = 1 - WARM_UPS; pair <= pairs; pair++) {
      boolean oursFirst = Math.floorMod(pair, 2) == 0;
      ActionLog first = run(oursFirst ? Contender.OURS : Contender.PEER, throughputCase, null);
      ActionLog second = run(oursFirst ? Contender.PEER : Contender.OURS, throughputCase, null);
      ActionLog ours = oursFirst ? first : second;
      ActionLog peer = oursFirst ? second : first;
      String difference = ActionComparison.difference(throughputCase, ours, peer);
      if (difference != null) {
        throw new IllegalStateException(
            "ours and peer disagree in case " + throughputCase.label() + ": " + difference);
      }
      if (pair > 0) {
        measurements.add(ours.eventsPerSecond(), peer.eventsPerSecond());
      }
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s %s: ours %,.0f peer %,.0f events/s, ratio %.3f",
              throughputCase.label(),
              pair < 1 ? "warm-up" : "pair " + pair + " of " + pairs,
              ours.eventsPerSecond(),
              peer.eventsPerSecond(),
              ours.eventsPerSecond() / peer.eventsPerSecond()));
    }
    return measurements;
  }

  /** One more run with samples of its stacks. */
  RunProfile profile(Contender contender, ThroughputCase throughputCase) throws Exception {
    Path samples = folder.path().resolve("stacks-" + contender.label());
    ActionLog log = run(contender, throughputCase, samples);
    return RunProfile.parse(Files.readAllLines(samples), log.size());
  }

  private ActionLog run(Contender contender, ThroughputCase throughputCase, @Nullable Path profile)
      throws Exception {
    topics.renewOutputs();
    Path checkpoints = Files.createDirectory(folder.path().resolve("run-" + runs++));
    worker(contender)
        .run(new RunPlan(throughputCase, kafka.bootstrapServers(), checkpoints, profile));
    return topics.answers();
  }

  private WorkerProcess worker(Contender contender) throws IOException {
    WorkerProcess worker = workers.get(contender);
    if (worker == null) {
      worker = WorkerProcess.start(contender, folder.path().resolve(contender.label() + ".log"));
      workers.put(contender, worker);
    }
    return worker;
  }

  @Override
  public void close() {
    workers.values().forEach(WorkerProcess::close);
    kafka.close();
    folder.close();
  }
}
