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

import io.weir.benchmarks.Measurements;
import io.weir.launcher.Benchmark;
import io.weir.launcher.Result;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.launcher.triton.PerfAnalyzer;
import io.weir.launcher.triton.TritonUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The scoring step beside the engines that it drives, fed from memory.
 *
 * <ul>
 *   <li>Case {@code triton}: rows a second of the step with a net of 32-512-512-256-1 on a Triton,
 *       which runs it with ONNX Runtime in its Python backend, in batches of 64, beside
 *       perf_analyzer on the same server; both with the calls at a time that suit them best.
 *   <li>Case {@code embedded}: rows a second of the step with that net in ONNX Runtime in its own
 *       process, beside a bare loop over a session.
 *   <li>Case {@code small}: the nanoseconds that the step adds to each row of the fraud pipeline's
 *       own model, beside a bare loop that scores the same batches; at most 300.
 * </ul>
 */
public final class InferenceBenchmark implements Benchmark {
  static final double TARGET = 0.90;
  static final double MOST_ADDED_NANOS = 300;

  private static final String SMALL_MODEL = "classpath:fraud/model";
  private static final int TRITON_PAIRS = 5;
  private static final int EMBEDDED_PAIRS = 15;
  private static final long SEED = 3;

  /** For {@code ServiceLoader}. */
  public InferenceBenchmark() {}

  @Override
  public String name() {
    return "inference";
  }

  @Override
  public String description() {
    return "the scoring step beside bare ONNX Runtime and NVIDIA's perf_analyzer";
  }

  @Override
  public List<Result> run(Options options) throws Exception {
    List<Result> results = new ArrayList<>();
    Consumer<String> progress = System.err::println;
    try (ScratchFolder folder = ScratchFolder.create("bench")) {
      DenseNet net = DenseNet.seeded(SEED, 32, 512, 512, 256, 1);
      Path model = Files.createDirectory(folder.path().resolve("model"));
      NetFolder.write(model, "net", net);
      Path repository = Files.createDirectory(folder.path().resolve("repository"));
      results.add(triton(net, model, repository, options, progress));
      results.add(embedded(model.toString(), options, progress));
      results.add(small(options, progress));
    }
    return results;
  }

  private Result triton(
      DenseNet net, Path model, Path repository, Options options, Consumer<String> progress)
      throws Exception {
    PerfAnalyzer peer;
    try {
      peer = PerfAnalyzer.here(progress);
    } catch (TritonUnavailableException | IOException e) {
      return beside("triton", 0, 0, 0, 0).undecided(String.valueOf(e.getMessage()));
    }
    try (TritonTrial trial = new TritonTrial(model, repository, peer, progress)) {
      return beside("triton", trial.measure(net, options.pairsOr(TRITON_PAIRS)));
    }
  }

  private Result beside(String kind, Measurements measured) {
    return beside(
        kind,
        measured.ours(),
        measured.peer(),
        measured.ratio(),
        measured.largestRatio() - measured.smallestRatio());
  }

  private Result beside(String kind, double ours, double peer, double ratio, double spread) {
    return Result.beside(name(), kind, ours, peer, "rows/s", ratio, spread, TARGET);
  }

  private Result embedded(String folder, Options options, Consumer<String> progress)
      throws Exception {
    try (EmbeddedTrial trial = new EmbeddedTrial(folder)) {
      Measurements nanos = trial.measure(options.pairsOr(EMBEDDED_PAIRS));
      Measurements measured = nanos.inverse(1e9);
      progress.accept(
          String.format(
              Locale.ROOT, "embedded: ours %.0f bare %.0f ns a row", nanos.ours(), nanos.peer()));
      return beside("embedded", measured);
    }
  }

  private Result small(Options options, Consumer<String> progress) throws Exception {
    try (EmbeddedTrial trial = new EmbeddedTrial(SMALL_MODEL)) {
      Measurements nanos = trial.measure(options.pairsOr(EMBEDDED_PAIRS));
      progress.accept(
          String.format(
              Locale.ROOT, "small: ours %.0f bare %.0f ns a row", nanos.ours(), nanos.peer()));
      return Result.within(
          name(),
          "small",
          nanos.difference(),
          MOST_ADDED_NANOS,
          "ns/row (bound)",
          nanos.differenceSpread() / MOST_ADDED_NANOS);
    }
  }
}
