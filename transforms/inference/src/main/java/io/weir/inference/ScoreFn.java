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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Drives a {@link BundleScorer} with the elements of each bundle. */
final class ScoreFn<T> extends DoFn<T, KV<T, Prediction>> {
  private static final long serialVersionUID = 1L;

  private final ModelSource source;
  private final SerializableFunction<T, float[]> rows;
  private final Duration deadline;
  private final int maxInFlight;
  private final TupleTag<KV<T, Prediction>> predictions;
  private final TupleTag<KV<T, ScoringFailure>> failures;

  private final ScoringMetrics metrics = new ScoringMetrics();
  private transient SharedModels.@Nullable Lease lease;
  private transient @Nullable BundleScorer scorer;
  private transient @Nullable List<Arrival<T>> arrivals;

  ScoreFn(
      ModelSource source,
      SerializableFunction<T, float[]> rows,
      Duration deadline,
      int maxInFlight,
      TupleTag<KV<T, Prediction>> predictions,
      TupleTag<KV<T, ScoringFailure>> failures) {
    this.source = source;
    this.rows = rows;
    this.deadline = deadline;
    this.maxInFlight = maxInFlight;
    this.predictions = predictions;
    this.failures = failures;
  }

  /** Opens the model, or shares it with the other instances of this process. */
  @Setup
  public void setup() throws Exception {
    lease = SharedModels.ofProcess().acquire(source);
  }
}
