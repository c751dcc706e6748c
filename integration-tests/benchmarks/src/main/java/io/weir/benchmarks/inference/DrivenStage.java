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

import static com.google.common.base.Preconditions.checkState;

import io.weir.inference.Prediction;
import io.weir.inference.Score;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One worker's instance of a scoring step, driven as a runner drives it: the DoFn is taken out of
 * the expanded transform, travels through serialisation, and gets its bundles through Beam's own
 * invoker. For one thread at a time, the one that made it.
 *
 * @param <T> the type of the elements
 */
final class DrivenStage<T> implements AutoCloseable {
  private static final String STEP = "stage";
  private static final Instant TIMESTAMP = Instant.EPOCH;

  private final DoFnInvoker<T, KV<T, Prediction>> invoker;
  private final Arguments arguments;
  private final MetricsContainerImpl metrics = new MetricsContainerImpl(STEP);
  private final List<KV<T, Prediction>> predictions = new ArrayList<>();
  private @Nullable Object refused;

  private DrivenStage(DoFn<T, KV<T, Prediction>> fn, PipelineOptions options) {
    this.arguments = new Arguments(fn, options);
    this.invoker = DoFnInvokers.tryInvokeSetupFor(fn, options);
  }

  /** Sets one up, which opens its models. */
  static <T> DrivenStage<T> of(Score<T> score, Coder<T> coder) {
    PipelineOptions options = PipelineOptionsFactory.create();
    // Never run: what it would run is taken out.
    options.setRunner(CrashingRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    var unused = pipeline.apply("elements", Create.empty(coder)).apply(STEP, score);
    Finder finder = new Finder();
    pipeline.traverseTopologically(finder);
    checkState(finder.found.size() == 1, "the step has the DoFns %s, must be one", finder.found);
    @SuppressWarnings("unchecked") // The only DoFn in a Score that scores within bundles.
    DoFn<T, KV<T, Prediction>> fn = (DoFn<T, KV<T, Prediction>>) finder.found.get(0);
    return new DrivenStage<>(SerializableUtils.clone(fn), options);
  }

  /**
   * Scores one bundle.
   *
   * @return the answers, one an element in their order; the list is the same for each bundle
   * @throws IllegalStateException if an element has another number of answers or was not scored
   */
  List<KV<T, Prediction>> bundle(List<T> elements) throws Exception {
    predictions.clear();
    try (Closeable scope = MetricsEnvironment.scopedMetricsContainer(metrics)) {
      Objects.requireNonNull(scope);
      invoker.invokeStartBundle(arguments);
      for (T element : elements) {
        arguments.element = element;
        var unused = invoker.invokeProcessElement(arguments);
      }
      invoker.invokeFinishBundle(arguments);
    }
    checkState(refused == null, "an element was not scored: %s", refused);
    checkState(
        predictions.size() == elements.size(),
        "%s answers for %s elements",
        predictions.size(),
        elements.size());
    return predictions;
  }

  /** Lets go of the models. */
  @Override
  public void close() {
    invoker.invokeTeardown();
  }

  /** What the DoFn's methods ask for. */
  private final class Arguments extends DoFnInvoker.BaseArgumentProvider<T, KV<T, Prediction>> {
    private final PipelineOptions options;
    private final DoFn<T, KV<T, Prediction>>.FinishBundleContext finishBundle;
    @Nullable T element;

    Arguments(DoFn<T, KV<T, Prediction>> fn, PipelineOptions options) {
      this.options = options;
      this.finishBundle =
          fn.new FinishBundleContext() {
            @Override
            public PipelineOptions getPipelineOptions() {
              return options;
            }

            @Override
            public void output(KV<T, Prediction> answer, Instant timestamp, BoundedWindow window) {
              predictions.add(answer);
            }

            @Override
            @SuppressWarnings("unchecked") // Of the two outputs, only that one holds predictions.
            public <A> void output(
                TupleTag<A> tag, A answer, Instant timestamp, BoundedWindow window) {
              if (((KV<?, ?>) answer).getValue() instanceof Prediction) {
                predictions.add((KV<T, Prediction>) answer);
              } else {
                refused = answer;
              }
            }
          };
    }

    @Override
    public T element(DoFn<T, KV<T, Prediction>> fn) {
      return Objects.requireNonNull(element);
    }

    @Override
    public Instant timestamp(DoFn<T, KV<T, Prediction>> fn) {
      return TIMESTAMP;
    }

    @Override
    public BoundedWindow window() {
      return GlobalWindow.INSTANCE;
    }

    @Override
    public PipelineOptions pipelineOptions() {
      return options;
    }

    @Override
    public DoFn<T, KV<T, Prediction>>.FinishBundleContext finishBundleContext(
        DoFn<T, KV<T, Prediction>> fn) {
      return finishBundle;
    }

    @Override
    public String getErrorContext() {
      return STEP;
    }
  }

  /** Finds the DoFns within the step. */
  private static final class Finder extends Pipeline.PipelineVisitor.Defaults {
    final List<DoFn<?, ?>> found = new ArrayList<>();

    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      if (node.getFullName().startsWith(STEP + "/")
          && node.getTransform() instanceof ParDo.MultiOutput) {
        found.add(((ParDo.MultiOutput<?, ?>) node.getTransform()).getFn());
      }
    }
  }
}
