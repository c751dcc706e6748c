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

import io.weir.launcher.Benchmark;
import io.weir.launcher.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says where the time of {@link ThroughputBenchmark} goes: after a warm-up, one run of each
 * contender with samples of all stacks, native code included, printed as processor time per event
 * and room of the house. Its results compare that processor time and have no target of their own,
 * only the throughput's: taking samples slows both.
 */
public final class ProfileBenchmark implements Benchmark {
  private static final int WARM_UPS = 1;

  /** For {@code ServiceLoader}. */
  public ProfileBenchmark() {}

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public String description() {
    return "where the processor time of throughput goes, beside the peer's";
  }

  @Override
  public List<Result> run(Options options) throws Exception {
    List<Result> results = new ArrayList<>();
    Consumer<String> progress = System.err::println;
    try (ThroughputTrial trial = ThroughputTrial.start(progress)) {
      for (ThroughputCase throughputCase : ThroughputCase.values()) {
        trial.measure(throughputCase, options.pairsOr(WARM_UPS));
        RunProfile ours = trial.profile(Contender.OURS, throughputCase);
        RunProfile peer = trial.profile(Contender.PEER, throughputCase);
        ProfileReport.of(throughputCase, ours, peer).forEach(progress);
        results.add(
            Result.beside(
                    name(),
                    throughputCase.label(),
                    1e6 / ours.micros(),
                    1e6 / peer.micros(),
                    "events/cpu-s",
                    peer.micros() / ours.micros(),
                    0,
                    ThroughputBenchmark.TARGET)
                .undecided("processor time is no throughput"));
      }
    }
    return results;
  }
}
