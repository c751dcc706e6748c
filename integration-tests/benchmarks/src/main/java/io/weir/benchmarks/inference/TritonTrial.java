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
package io.weir.benchmarks.inference;

import static com.google.common.base.Preconditions.checkState;

import io.weir.benchmarks.Measurements;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import io.weir.inference.ModelSource;
import io.weir.inference.Prediction;
import io.weir.inference.Resilience;
import io.weir.inference.RoutedModel;
import io.weir.inference.Score;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.PerfAnalyzer;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.triton.TritonModelSource;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.values.KV;

/**
 * The scoring step with a model on a Triton beside NVIDIA's perf_analyzer on the same server. Each
 * first looks for the number of calls at a time with which it is fastest, then they take turns.
 */
final class TritonTrial implements AutoCloseable {
  private static final int[] CONCURRENCIES = {1, 2, 4, 8};
  private static final int[] INSTANCES = {1, 2};
  private static final int ROWS = 6_400;
  private static final int COMPARED = 256;
  private static final long SEED = 12;
  private static final int MOST_WARM_UPS = 15;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final int WINDOWS = 3;

  private final PerfAnalyzer peer;
  private final Consumer<String> progress;
  private final ModelManifest manifest;
  private final LocalTriton triton;
  private final List<Sample> samples;

  /**
   * Starts a Triton with the model of a folder.
   *
   * @throws TritonUnavailableException if this machine lacks something for it
   */
  TritonTrial(Path modelFolder, Path repository, PerfAnalyzer peer, Consumer<String> progress)
      throws IOException, TritonUnavailableException {
    this.peer = peer;
    this.progress = progress;
    this.manifest = ModelFolder.at(modelFolder.toString()).readManifest();
    this.samples = Sample.seeded(SEED, ROWS, manifest.features().size());
    ModelRepository models = ModelRepository.in(repository).add(modelFolder.toString());
    this.triton = LocalTriton.serving(models).progress(progress).start();
  }

  /**
   * Lets both take turns: ours, peer, peer, ours, and so on.
   *
   * @return rows a second
   * @throws IllegalStateException if the step's scores are not the net's
   */
  Measurements measure(DenseNet net, int pairs) throws Exception {
    compare(net);
    Load ours = ourBest();
    int peers = peerBest();
    Measurements measurements = new Measurements();
    try (StageLoad load = ours.open()) {
      load.rowsPerSecond(LOOK);
      for (int pair = 0; pair < pairs; pair++) {
        boolean oursFirst = pair % 2 == 0;
        double first = oursFirst ? load.rowsPerSecond(TURN) : peer(peers, TURN);
        double second = oursFirst ? peer(peers, TURN) : load.rowsPerSecond(TURN);
        double ourRate = oursFirst ? first : second;
        double peerRate = oursFirst ? second : first;
        measurements.add(ourRate, peerRate);
        say(
            "pair %d of %d: ours %,.0f peer %,.0f rows/s, ratio %.3f",
            pair + 1, pairs, ourRate, peerRate, ourRate / peerRate);
      }
    }
    return measurements;
  }

  private void compare(DenseNet net) throws Exception {
    List<Sample> some = samples.subList(0, COMPARED);
    try (DrivenStage<Sample> stage = DrivenStage.of(score(4), SerializableCoder.of(Sample.class))) {
      List<KV<Sample, Prediction>> predictions = stage.bundle(some);
      for (int row = 0; row < COMPARED; row++) {
        double found = predictions.get(row).getValue().score();
        double expected = net.score(some.get(row).row());
        checkState(
            Math.abs(found - expected) < 1e-4,
            "Triton gives %s for row %s and the net %s",
            found,
            row,
            expected);
      }
    }
  }

  private Load ourBest() throws Exception {
    warmUp();
    Load best = new Load(1, 1);
    double most = 0;
    for (int instances : INSTANCES) {
      for (int concurrency : CONCURRENCIES) {
        Load load = new Load(instances, concurrency);
        try (StageLoad running = load.open()) {
          double rate = running.rowsPerSecond(LOOK);
          say("ours with %s: %,.0f rows/s", load, rate);
          if (rate > most) {
            most = rate;
            best = load;
          }
        }
      }
    }
    return best;
  }

  /**
   * Until the compiler of the JVM takes less than a twentieth of the time, half a minute at most.
   */
  private void warmUp() throws Exception {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    try (StageLoad load = new Load(1, 4).open()) {
      boolean warm = false;
      for (int run = 0; run < MOST_WARM_UPS && !warm; run++) {
        long compiledMillis = compiler.getTotalCompilationTime();
        say("warm-up: %,.0f rows/s", load.rowsPerSecond(WARM_UP));
        warm = compiler.getTotalCompilationTime() - compiledMillis < WARM_UP.toMillis() / 20;
      }
    }
  }

  private int peerBest() throws IOException {
    int best = 1;
    double most = 0;
    for (int concurrency : CONCURRENCIES) {
      double rate = peer(concurrency, LOOK);
      say("peer with %d at a time: %,.0f rows/s", concurrency, rate);
      if (rate > most) {
        most = rate;
        best = concurrency;
      }
    }
    return best;
  }

  private double peer(int concurrency, Duration time) throws IOException {
    return peer.rowsPerSecond(
        triton.grpcEndpoint(),
        manifest.name(),
        manifest.maxBatch(),
        concurrency,
        time.dividedBy(WINDOWS));
  }

  private Score<Sample> score(int maxInFlight) {
    ModelSource source = TritonModelSource.at(triton.grpcEndpoint()).like(manifest).build();
    return Sample.scoredBy(
        RoutedModel.named("triton", source)
            .maxInFlight(maxInFlight)
            .resilience(Resilience.standard())
            .build(),
        source.description());
  }

  private void say(String format, Object... values) {
    progress.accept("triton " + String.format(Locale.ROOT, format, values));
  }

  @Override
  public void close() {
    triton.close();
  }

  /** How the step is run. */
  private final class Load {
    private final int instances;
    private final int maxInFlight;

    Load(int instances, int maxInFlight) {
      this.instances = instances;
      this.maxInFlight = maxInFlight;
    }

    StageLoad open() {
      return new StageLoad(score(maxInFlight), instances, samples);
    }

    @Override
    public String toString() {
      return instances + " x " + maxInFlight + " at a time";
    }
  }
}
