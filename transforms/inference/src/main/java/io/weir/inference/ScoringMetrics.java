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
package io.weir.inference;

import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The metrics of a scoring step, written once a bundle because each update costs. Where a metric
 * means the same as one of Beam's Python RunInference, it has the same name.
 */
final class ScoringMetrics implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Counter inferences = Metrics.counter(Score.class, "num_inferences");
  private final Counter failedInferences = Metrics.counter(Score.class, "num_failed_inferences");
  private final Counter failedBatches = Metrics.counter(Score.class, "failed_batches_counter");
  private final Counter escalated = Metrics.counter(Score.class, "num_escalated");
  private final Counter degraded = Metrics.counter(Score.class, "num_degraded");
  private final Counter hedged = Metrics.counter(Score.class, "num_hedged");
  private final Counter shed = Metrics.counter(Score.class, "num_shed");
  private final Counter shadowGivenUp = Metrics.counter(Score.class, "num_shadows_given_up");
  private final Counter modelSwaps = Metrics.counter(Score.class, "num_model_swaps");
  private final Counter modelsRefused = Metrics.counter(Score.class, "num_models_refused");
  private final Counter refusedShares = Metrics.counter(Score.class, "num_refused_shares");
  private final Distribution shadowDifference =
      Metrics.distribution(Score.class, "shadow_difference_micros");
  private final Distribution batchSize =
      Metrics.distribution(Score.class, "inference_request_batch_size");
  private final Distribution batchLatency =
      Metrics.distribution(Score.class, "inference_batch_latency_micro_secs");

  void publish(ScoringTally tally) {
    add(inferences, tally.scored);
    add(failedInferences, tally.failed);
    add(failedBatches, tally.failedCalls);
    add(escalated, tally.escalated);
    add(degraded, tally.degraded);
    add(hedged, tally.hedged);
    add(shed, tally.shed);
    add(shadowGivenUp, tally.shadowGivenUp);
    add(modelSwaps, tally.modelSwaps);
    add(modelsRefused, tally.modelsRefused);
    add(refusedShares, tally.refusedShares);
    update(shadowDifference, tally.shadowMicros);
    update(batchSize, tally.batchRows);
    update(batchLatency, tally.callMicros);
  }

  private static void add(Counter counter, long count) {
    if (count > 0) {
      counter.inc(count);
    }
  }

  private static void update(Distribution distribution, ScoringTally.Spread spread) {
    if (spread.count > 0) {
      distribution.update(spread.sum, spread.count, spread.least, spread.most);
    }
  }
}
