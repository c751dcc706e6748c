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

import static io.weir.inference.Arguments.require;

import java.time.Duration;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Scores every element with a model, in batches.
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
 * alone. A batch has one deadline for all its attempts; when it is spent, its unanswered rows fail.
 *
 * <p>Cost: the elements of one bundle in memory; {@code maxInFlight} batches at a time with the
 * model, for each instance of the step.
 *
 * @param <T> the type of the elements
 */
public final class Score<T> extends PTransform<PCollection<T>, Score.Result<T>> {
  private static final long serialVersionUID = 1L;
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);
  private static final int DEFAULT_IN_FLIGHT = 4;

  private final ModelSource source;
  private final @Nullable SerializableFunction<T, float[]> rows;
  private final Duration deadline;
  private final int maxInFlight;

  private Score(
      ModelSource source,
      @Nullable SerializableFunction<T, float[]> rows,
      Duration deadline,
      int maxInFlight) {
    this.source = source;
    this.rows = rows;
    this.deadline = deadline;
    this.maxInFlight = maxInFlight;
  }

  /** Scores with the model of a source. {@link #rows} must follow. */
  public static <T> Score<T> with(ModelSource source) {
    return new Score<>(source, null, DEFAULT_DEADLINE, DEFAULT_IN_FLIGHT);
  }

  /**
   * Like this one, but taking an element's row from a function.
   *
   * @param rows gives one value for each of the model's features, in its order; the array is copied
   *     at once. It must not throw: whatever it throws fails the bundle
   */
  public Score<T> rows(SerializableFunction<T, float[]> rows) {
    return new Score<>(source, rows, deadline, maxInFlight);
  }

  /**
   * Like this one, but with another limit on how long a batch may take, all attempts together; 30
   * seconds unless set. It is there to end a hang, so make it long: a row that misses it fails.
   *
   * @throws IllegalArgumentException if it is not between 1 millisecond and 1 hour
   */
  public Score<T> deadline(Duration deadline) {
    require(
        deadline.compareTo(Duration.ofMillis(1)) >= 0
            && deadline.compareTo(Duration.ofHours(1)) <= 0,
        "deadline is %s; allowed: PT0.001S to PT1H",
        deadline);
    return new Score<>(source, rows, deadline, maxInFlight);
  }

  /**
   * Like this one, but with another limit on the batches that are with the model at a time; 4
   * unless set. An embedded model computes in the calling thread, so it has one at a time anyway.
   *
   * @throws IllegalArgumentException if it is not between 1 and 1024
   */
  public Score<T> maxInFlight(int maxInFlight) {
    require(
        maxInFlight >= 1 && maxInFlight <= 1024,
        "maxInFlight is %s; allowed: 1 to 1024",
        maxInFlight);
    return new Score<>(source, rows, deadline, maxInFlight);
  }

  @Override
  public Result<T> expand(PCollection<T> input) {
    SerializableFunction<T, float[]> toRow = rows;
    if (toRow == null) {
      throw new IllegalStateException("rows is not set; allowed: a function from element to row");
    }
    TupleTag<KV<T, Prediction>> predictions = new TupleTag<>("predictions");
    TupleTag<KV<T, ScoringFailure>> failures = new TupleTag<>("failures");
    ScoreFn<T> scorer = new ScoreFn<>(source, toRow, deadline, maxInFlight, predictions, failures);
    PCollectionTuple outputs =
        input.apply(
            "batches", ParDo.of(scorer).withOutputTags(predictions, TupleTagList.of(failures)));
    Coder<T> elements = input.getCoder();
    return new Result<>(
        outputs.get(predictions).setCoder(KvCoder.of(elements, PredictionCoder.of())),
        outputs.get(failures).setCoder(KvCoder.of(elements, ScoringFailureCoder.of())),
        predictions,
        failures);
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
