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
import java.util.Objects;
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
  private transient List<Arrival<T>> arrivals = new ArrayList<>();

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
    SharedModels.Lease opened = SharedModels.ofProcess().acquire(source);
    lease = opened;
    ModelDescription found = opened.model().description();
    if (!found.equals(source.description())) {
      throw new InvalidModelException(
          "model " + source.id() + ": is " + found + "; allowed: " + source.description());
    }
    scorer = new BundleScorer(opened.model(), deadline, maxInFlight);
  }

  /** Forgets whatever a broken bundle left. */
  @StartBundle
  public void startBundle() {
    scorer().start();
    arrivals = new ArrayList<>();
  }

  /** Keeps the element and adds its row; a full batch goes to the model. */
  @ProcessElement
  public void processElement(@Element T element, @Timestamp Instant timestamp, BoundedWindow window)
      throws Exception {
    float[] row = rows.apply(element);
    arrivals.add(new Arrival<>(element, timestamp, window));
    scorer().add(row);
  }

  /** Waits for all batches and gives every element its answer, in the order of arrival. */
  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    BundleScorer bundle = scorer();
    bundle.finish();
    ModelDescription model = source.description();
    for (int index = 0; index < arrivals.size(); index++) {
      Arrival<T> arrival = arrivals.get(index);
      ScoringFailure failure = bundle.failure(index);
      if (failure == null) {
        KV<T, Prediction> scored =
            KV.of(arrival.element, Prediction.of(model, bundle.score(index)));
        context.output(predictions, scored, arrival.timestamp, arrival.window);
      } else {
        KV<T, ScoringFailure> failed = KV.of(arrival.element, failure);
        context.output(failures, failed, arrival.timestamp, arrival.window);
      }
    }
    arrivals = new ArrayList<>();
    metrics.publish(bundle.tally());
  }

  /** Lets go of the model; the last one closes it. */
  @Teardown
  public void teardown() {
    SharedModels.Lease held = lease;
    BundleScorer bundle = scorer;
    lease = null;
    scorer = null;
    if (bundle != null) {
      bundle.start();
    }
    if (held != null) {
      held.close();
    }
  }

  private BundleScorer scorer() {
    return Objects.requireNonNull(scorer, "setup was not called");
  }

  /** An element that waits for its answer. */
  private static final class Arrival<T> {
    final T element;
    final Instant timestamp;
    final BoundedWindow window;

    Arrival(T element, Instant timestamp, BoundedWindow window) {
      this.element = element;
      this.timestamp = timestamp;
      this.window = window;
    }
  }
}
