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
package io.weir.launcher.triton;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * NVIDIA's perf_analyzer, which loads a Triton as fast as it can and says what came through: what
 * the people who serve with Triton measure with.
 *
 * <p>Kept in {@code .weir} of the checkout like Triton itself. It comes with the Python package
 * {@code tritonclient}: 14 MB to download, 20 MB on disk.
 */
public final class PerfAnalyzer {
  private static final String CONCURRENCY = "Concurrency";
  private static final String RATE = "Inferences/Second";

  /** It repeats a window until three in a row agree: with so loose a bound, the first three do. */
  private static final String ANY_STABILITY = "999";

  private static final int WINDOWS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PerfAnalyzerHome home;

  private PerfAnalyzer(PerfAnalyzerHome home) {
    this.home = home;
  }

  /**
   * The one of this machine, which is installed first where it is not there yet, with Triton.
   *
   * @param progress is told before something takes long
   * @throws TritonUnavailableException if this machine lacks something that Triton needs
   * @throws IOException if it cannot be installed: one line
   */
  public static PerfAnalyzer here(Consumer<String> progress)
      throws IOException, TritonUnavailableException {
    return new PerfAnalyzer(PerfAnalyzerHome.installed(TritonHome.here(), progress));
  }

  /**
   * Loads a model over gRPC with random rows.
   *
   * @param endpoint the server's gRPC service, {@code HOST:PORT}
   * @param model its name on the server
   * @param batch rows a request
   * @param concurrency requests at a time, each from a thread of its own
   * @param window of three of which the mean is taken
   * @return answered rows a second
   * @throws IOException if it fails, or does not end a minute after its windows
   */
  public double rowsPerSecond(
      String endpoint, String model, int batch, int concurrency, Duration window)
      throws IOException {
    checkArgument(batch >= 1, "batch is %s, must be at least 1", batch);
    checkArgument(concurrency >= 1, "concurrency is %s, must be at least 1", concurrency);
    try (ScratchFolder folder = ScratchFolder.create("perf-analyzer")) {
      Path report = folder.path().resolve("report.csv");
      Path log = folder.path().resolve("perf_analyzer.log");
      List<String> command =
          List.of(
              home.program().toString(),
              "-m",
              model,
              "-u",
              endpoint,
              "-i",
              "grpc",
              "-b",
              String.valueOf(batch),
              "--concurrency-range",
              String.valueOf(concurrency),
              "--measurement-interval",
              String.valueOf(window.toMillis()),
              "--max-trials",
              String.valueOf(WINDOWS),
              "--stability-percentage",
              ANY_STABILITY,
              "-f",
              report.toString());
      boolean good =
          Command.run(
              command,
              Map.of("LD_LIBRARY_PATH", home.libraries().toString()),
              log,
              window.multipliedBy(2 * WINDOWS).plus(PATIENCE));
      if (!good || !Files.exists(report)) {
        throw new IOException("perf_analyzer failed:" + new ServerLog(log).end());
      }
      return rate(Files.readString(report));
    }
  }

  /** The rate in a report of one line. */
  static double rate(String report) throws IOException {
    List<String> lines = Splitter.onPattern("\\R").omitEmptyStrings().splitToList(report);
    if (lines.size() >= 2) {
      List<String> names = Splitter.on(',').splitToList(lines.get(0));
      List<String> values = Splitter.on(',').splitToList(lines.get(1));
      int column = names.indexOf(RATE);
      if (names.contains(CONCURRENCY) && column >= 0 && column < values.size()) {
        return Double.parseDouble(values.get(column));
      }
    }
    throw new IOException("perf_analyzer reported no rate: " + report.replaceAll("\\R", " "));
  }
}
