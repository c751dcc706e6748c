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
 * Kafka to Kafka on Flink: the fraud pipeline beside a hand-written DataStream job that does the
 * same, on the same broker, topics, cluster settings and model, with one worker.
 *
 * <p>A run answers a simulation that is in Kafka before it starts, from the first record to the end
 * of time. Its throughput is the number of events answered divided by the time between the broker's
 * first and last append to its actions topic, in events per second: starting the cluster and the
 * job is left out for both. Each run has a new actions topic and a new consumer group. After two
 * pairs that warm up and are not measured, the contenders take turns: ours, peer, peer, ours, and
 * so on.
 *
 * <ul>
 *   <li>Case {@code event-time}: for each key, both must have written the same bytes in the same
 *       order, repeats left out.
 *   <li>Case {@code on-arrival}: both must have answered the same events.
 * </ul>
 *
 * <p>Where they have not, there is no result but a failure that names the first difference. The
 * ratio is the median of the pairs' ratios, the spread the largest less the smallest; the figures
 * of ours and peer are the medians of their runs.
 */
public final class ThroughputBenchmark implements Benchmark {
  static final double TARGET = 0.70;
  private static final int PAIRS = 5;

  /** For {@code ServiceLoader}. */
  public ThroughputBenchmark() {}

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String description() {
    return "the fraud pipeline on Flink beside the same written by hand for Flink";
  }

  @Override
  public List<Result> run(Options options) throws Exception {
    List<Result> results = new ArrayList<>();
    Consumer<String> progress = System.err::println;
    try (ThroughputTrial trial = ThroughputTrial.start(progress)) {
      for (ThroughputCase throughputCase : ThroughputCase.values()) {
        Measurements measured = trial.measure(throughputCase, options.pairsOr(PAIRS));
        results.add(
            Result.beside(
                name(),
                throughputCase.label(),
                measured.ours(),
                measured.peer(),
                "events/s",
                measured.ratio(),
                measured.largestRatio() - measured.smallestRatio(),
                TARGET));
      }
    }
    return results;
  }
}
