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
package io.weir.harness.graph;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Releases of a small pipeline, which differ in what a test is about. */
final class Graphs {
  private String counter = "count";
  private Coder<Long> stateCoder = VarLongCoder.of();
  private boolean counted = true;
  private boolean shown;
  private boolean side;
  private boolean grouped;

  static Graphs release() {
    return new Graphs();
  }

  Graphs counterNamed(String name) {
    counter = name;
    return this;
  }

  Graphs stateCoder(Coder<Long> coder) {
    stateCoder = coder;
    return this;
  }

  Graphs withoutCounter() {
    counted = false;
    return this;
  }

  Graphs withAddedStep() {
    shown = true;
    return this;
  }

  Graphs withSideInput() {
    side = true;
    return this;
  }

  Graphs withGroups() {
    grouped = true;
    return this;
  }

  JobGraph graph() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(CrashingRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<KV<String, Long>> pairs =
        pipeline.apply(
            "pairs",
            Create.of(KV.of("a", 1L))
                .withCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())));
    if (grouped) {
      pairs.apply("groups", GroupByKey.create());
    }
    PCollection<Long> counts =
        counted
            ? pairs.apply(counter, ParDo.of(new CountFn(stateCoder)))
            : pairs.apply(
                "values", MapElements.into(TypeDescriptors.longs()).via(pair -> pair.getValue()));
    counts.setCoder(VarLongCoder.of());
    if (side) {
      PCollectionView<Long> view = counts.apply("view", View.asSingleton());
      pairs.apply("with", ParDo.of(new LookFn(view)).withSideInput("view", view));
    }
    if (shown) {
      counts.apply("show", MapElements.into(TypeDescriptors.strings()).via(String::valueOf));
    }
    return JobGraph.of(pipeline);
  }

  /** Counts by key, and is woken by a timer. */
  static final class CountFn extends DoFn<KV<String, Long>, Long> {
    private static final long serialVersionUID = 1L;

    @StateId("cell")
    private final StateSpec<ValueState<Long>> cell;

    @TimerId("due")
    private final TimerSpec due = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    CountFn(Coder<Long> coder) {
      cell = StateSpecs.value(coder);
    }

    @ProcessElement
    public void process(
        @StateId("cell") ValueState<Long> state,
        @TimerId("due") Timer timer,
        OutputReceiver<Long> output) {
      output.output(0L);
    }

    @OnTimer("due")
    public void due() {}
  }

  /** Looks at a side input. */
  static final class LookFn extends DoFn<KV<String, Long>, Long> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Long> view;

    LookFn(PCollectionView<Long> view) {
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(context.sideInput(view));
    }
  }
}
