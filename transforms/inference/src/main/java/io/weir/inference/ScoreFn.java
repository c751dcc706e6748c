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

  private final Routing routing;
  private final SerializableFunction<T, float[]> rows;
  private final SerializableFunction<T, String> keys;
  private final SerializableFunction<T, Duration> waited;
  private final TupleTag<KV<T, Prediction>> predictions;
  private final TupleTag<KV<T, ScoringFailure>> failures;

  private final ScoringMetrics metrics = new ScoringMetrics();
  private transient List<SharedModels.Lease> leases = new ArrayList<>();
  private transient List<BundleModel> replaceable = new ArrayList<>();
  private transient @Nullable BundleScorer scorer;
  private transient List<Arrival<T>> arrivals = new ArrayList<>();

  ScoreFn(
      Routing routing,
      SerializableFunction<T, float[]> rows,
      SerializableFunction<T, String> keys,
      SerializableFunction<T, Duration> waited,
      TupleTag<KV<T, Prediction>> predictions,
      TupleTag<KV<T, ScoringFailure>> failures) {
    this.routing = routing;
    this.rows = rows;
    this.keys = keys;
    this.waited = waited;
    this.predictions = predictions;
    this.failures = failures;
  }

  /** Opens the models, or shares them with the other instances of this process. */
  @Setup
  public void setup() throws Exception {
    leases = new ArrayList<>();
    replaceable = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    for (RoutedModel routed : routing.models()) {
      models.add(open(routed.source()));
    }
    scorer = new BundleScorer(routing, models);
  }

  private Model open(ModelSource source) throws Exception {
    SharedModels.Lease opened = SharedModels.ofProcess().acquire(source);
    leases.add(opened);
    ModelDescription found = opened.model().description();
    if (!found.serves(source.description())) {
      throw new InvalidModelException(
          "model " + source.id() + ": is " + found + "; allowed: " + source.description());
    }
    if (opened.model() instanceof FollowingModel) {
      BundleModel model = new BundleModel((FollowingModel) opened.model());
      replaceable.add(model);
      return model;
    }
    return opened.model();
  }

  /** Forgets whatever a broken bundle left, and takes the models as they are now. */
  @StartBundle
  public void startBundle() {
    scorer().start();
    replaceable.forEach(BundleModel::start);
    arrivals = new ArrayList<>();
  }

  /** Keeps the element and adds its row; a full batch goes to the model. */
  @ProcessElement
  public void processElement(@Element T element, @Timestamp Instant timestamp, BoundedWindow window)
      throws Exception {
    BundleScorer bundle = scorer();
    float[] row = rows.apply(element);
    arrivals.add(new Arrival<>(element, timestamp, window));
    bundle.add(keys.apply(element), row, bundle.readsClock() ? waited.apply(element).toNanos() : 0);
  }

  /** Waits for all batches and gives every element its answer, in the order of arrival. */
  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    finish(context::output, context::output);
  }

  /** The same, for whoever drives this by hand. */
  void finish(Answers<KV<T, Prediction>> predicted, Answers<KV<T, ScoringFailure>> refused)
      throws Exception {
    BundleScorer bundle = scorer();
    bundle.finish();
    for (int index = 0; index < arrivals.size(); index++) {
      Arrival<T> arrival = arrivals.get(index);
      ScoringFailure failure = bundle.failure(index);
      if (failure == null) {
        KV<T, Prediction> scored = KV.of(arrival.element, bundle.prediction(index));
        predicted.output(predictions, scored, arrival.timestamp, arrival.window);
      } else {
        KV<T, ScoringFailure> failed = KV.of(arrival.element, failure);
        refused.output(failures, failed, arrival.timestamp, arrival.window);
      }
    }
    arrivals = new ArrayList<>();
    replaceable.forEach(model -> model.finish(bundle.tally()));
    metrics.publish(bundle.tally());
  }

  /** Lets go of the models; the last one closes each. */
  @Teardown
  public void teardown() {
    BundleScorer bundle = scorer;
    scorer = null;
    if (bundle != null) {
      bundle.stop();
    }
    replaceable.forEach(BundleModel::close);
    replaceable = new ArrayList<>();
    leases.forEach(SharedModels.Lease::close);
    leases = new ArrayList<>();
  }

  private BundleScorer scorer() {
    return Objects.requireNonNull(scorer, "setup was not called");
  }

  /** Takes what is given out when a bundle ends. */
  interface Answers<AnswerT> {
    void output(TupleTag<AnswerT> tag, AnswerT answer, Instant timestamp, BoundedWindow window);
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
