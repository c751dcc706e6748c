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
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Scores every element with a model, or with the models that a {@link Router} chooses, in batches.
 *
 * <pre>{@code
 * FeatureSelection selection = FeatureSelection.of(source.description(), featureSet.names());
 * Score.Result<Observation> scored =
 *     observations.apply(
 *         "score", Score.<Observation>with(source).rows(o -> selection.row(o::feature)));
 * }</pre>
 *
 * <p>The rows of a bundle are collected up to the model's largest batch and scored as they fill;
 * the rest is scored when the bundle ends, and then everything is awaited and given out. So every
 * element of a bundle is answered within that bundle, with its own timestamp and window, and in the
 * order in which it came; no time is lost, because no runner lets the watermark pass an open
 * bundle. Panes are not kept.
 *
 * <p>Each element gives exactly one output: a {@link Prediction}, or a {@link ScoringFailure}. A
 * batch that fails is halved until the rows that cannot be scored are alone; the others are
 * answered as if nothing had happened. A score that is not a finite number is a failure of its row
 * alone. A batch has one deadline for all its attempts; what becomes of rows whose model does not
 * answer says its {@link OnFailure}.
 *
 * <p>Cost: the elements of one bundle in memory; a bounded number of batches at a time with each
 * model, for each instance of the step.
 *
 * @param <T> the type of the elements
 */
public final class Score<T> extends PTransform<PCollection<T>, Score.Result<T>> {
  private static final long serialVersionUID = 1L;

  private final Routing routing;
  private final @Nullable SerializableFunction<T, float[]> rows;
  private final SerializableFunction<T, String> keys;
  private final SerializableFunction<T, Duration> waited;
  private final @Nullable AcrossBundles acrossBundles;

  private Score(
      Routing routing,
      @Nullable SerializableFunction<T, float[]> rows,
      SerializableFunction<T, String> keys,
      SerializableFunction<T, Duration> waited,
      @Nullable AcrossBundles acrossBundles) {
    this.routing = routing;
    this.rows = rows;
    this.keys = keys;
    this.waited = waited;
    this.acrossBundles = acrossBundles;
  }

  /**
   * Scores with the model of a source, which is opened before the first bundle; what it cannot
   * answer becomes a failure. {@link #rows} must follow.
   */
  public static <T> Score<T> with(ModelSource source) {
    return with(Routing.only(RoutedModel.named(source.description().name(), source).build()));
  }

  /** Scores with the models that a router chooses. {@link #rows} must follow. */
  public static <T> Score<T> with(Routing routing) {
    return new Score<>(routing, null, element -> "", element -> Duration.ZERO, null);
  }

  /**
   * Like this one, but taking an element's row from a function.
   *
   * @param rows gives a fresh array with one value for each of the models' features, in their
   *     order. It must not throw: whatever it throws fails the bundle
   */
  public Score<T> rows(SerializableFunction<T, float[]> rows) {
    return new Score<>(routing, rows, keys, waited, acrossBundles);
  }

  /**
   * Like this one, but taking from a function whose an element is, for routers that go by it; all
   * elements have one empty key unless set.
   */
  public Score<T> keys(SerializableFunction<T, String> keys) {
    return new Score<>(routing, rows, keys, waited, acrossBundles);
  }

  /**
   * Like this one, but taking from a function how long an element has been under way when it comes
   * here, for routers that go by the time that is left ({@link Router#budget}) and for no others;
   * no time unless set.
   *
   * @param waited since when its budget runs, as the time from then to now
   */
  public Score<T> waited(SerializableFunction<T, Duration> waited) {
    return new Score<>(routing, rows, keys, waited, acrossBundles);
  }

  /**
   * Like this one, but collecting rows across bundles. Not for merging windows.
   *
   * @param settings how many, and how long
   */
  public Score<T> acrossBundles(AcrossBundles settings) {
    return new Score<>(routing, rows, keys, waited, settings);
  }

  @Override
  public Result<T> expand(PCollection<T> input) {
    SerializableFunction<T, float[]> toRow = rows;
    if (toRow == null) {
      throw new IllegalStateException("rows is not set; allowed: a function from element to row");
    }
    TupleTag<KV<T, Prediction>> predictions = new TupleTag<>("predictions");
    TupleTag<KV<T, ScoringFailure>> failures = new TupleTag<>("failures");
    ScoreFn<T> scorer = new ScoreFn<>(routing, toRow, keys, waited, predictions, failures);
    PCollectionTuple outputs = score(input, scorer, predictions, TupleTagList.of(failures));
    Coder<T> elements = input.getCoder();
    return new Result<>(
        outputs.get(predictions).setCoder(KvCoder.of(elements, PredictionCoder.of())),
        outputs.get(failures).setCoder(KvCoder.of(elements, ScoringFailureCoder.of())),
        predictions,
        failures);
  }

  private PCollectionTuple score(
      PCollection<T> input,
      ScoreFn<T> scorer,
      TupleTag<KV<T, Prediction>> predictions,
      TupleTagList failures) {
    AcrossBundles settings = acrossBundles;
    if (settings == null) {
      return input.apply("batches", ParDo.of(scorer).withOutputTags(predictions, failures));
    }
    Coder<T> elements = input.getCoder();
    Coder<TimestampedValue<T>> timed = TimestampedValue.TimestampedValueCoder.of(elements);
    return input
        .apply("shards", ParDo.of(new ShardFn<>(keys, settings.shards())))
        .setCoder(KvCoder.of(VarIntCoder.of(), timed))
        .apply("collect", ParDo.of(new CollectFn<>(timed, settings)))
        .setCoder(ListCoder.of(timed))
        .apply(
            "batches",
            ParDo.of(new ScoreBatchesFn<>(scorer)).withOutputTags(predictions, failures));
  }

  /**
   * What {@link Score} gives: each element in exactly one of two collections.
   *
   * @param <T> the type of the elements
   */
  public static final class Result<T> implements POutput {
    private final PCollection<KV<T, Prediction>> predictions;
    private final PCollection<KV<T, ScoringFailure>> failures;
    private final Map<TupleTag<?>, PValue> outputs;

    private Result(
        PCollection<KV<T, Prediction>> predictions,
        PCollection<KV<T, ScoringFailure>> failures,
        TupleTag<KV<T, Prediction>> predictionsTag,
        TupleTag<KV<T, ScoringFailure>> failuresTag) {
      this.predictions = predictions;
      this.failures = failures;
      this.outputs = Map.of(predictionsTag, predictions, failuresTag, failures);
    }

    /** The elements that were scored, with their answers. */
    public PCollection<KV<T, Prediction>> predictions() {
      return predictions;
    }

    /** The elements that could not be scored, and why. */
    public PCollection<KV<T, ScoringFailure>> failures() {
      return failures;
    }

    @Override
    public Pipeline getPipeline() {
      return predictions.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return outputs;
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }
}
