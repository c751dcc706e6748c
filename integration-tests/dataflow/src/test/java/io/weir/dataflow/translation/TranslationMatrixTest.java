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
package io.weir.dataflow.translation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.weir.harness.Cell;
import io.weir.harness.Job;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.RunWith;

public class TranslationMatrixTest {
  private static final Script<String> WORDS =
      Script.of(StringUtf8Coder.of()).at(1_000, "a").watermark(2_000).at(3_000, "b").build();

  private static final Canonical<String> TEXT = (text, fields) -> fields.key(text);

  @Test
  public void aGraphWithStateTimersGroupsAndSideInputsIsTranslatedInOneCell() {
    Result result = JUnitCore.runClasses(AllKinds.class);

    assertThat(result.getFailures().toString(), result.wasSuccessful(), is(true));
    assertThat(result.getRunCount(), is(1));
  }

  @Test
  public void aNameThatTwoStepsHaveIsRefusedByName() {
    assertThat(
        failure(SameName.class),
        allOf(
            startsWith("Dataflow does not take the graph: "),
            containsString("do not have stable unique names: upper. ")));
  }

  @Test
  public void aCoderThatCannotBeSerialisedIsRefusedByItsClass() {
    assertThat(
        failure(BoundToItsProcess.class),
        allOf(
            startsWith("Dataflow does not take the graph: "),
            containsString(ProcessCoder.class.getSimpleName())));
  }

  private static String failure(Class<?> spec) {
    Result result = JUnitCore.runClasses(spec);
    assertThat(result.getFailureCount(), is(1));
    return String.valueOf(result.getFailures().get(0).getMessage());
  }

  private static Job words(Cell cell) {
    return cell.job().source("words", WORDS).sink("words", TEXT);
  }

  @RunWith(RunnerMatrix.class)
  public static final class AllKinds {
    @Test
    public void words(Cell cell) throws Exception {
      TranslationMatrixTest.words(cell)
          .run(
              (pipeline, ends) -> {
                PCollectionView<Long> view =
                    pipeline.apply("limit", Create.of(3L)).apply("view", View.asSingleton());
                PCollection<KV<String, String>> keyed =
                    pipeline
                        .apply("words", ends.<String>source("words"))
                        .apply("minutes", Window.into(FixedWindows.of(Duration.standardMinutes(1))))
                        .apply("key", WithKeys.of("all"))
                        .apply("spread", Reshuffle.of());
                keyed
                    .apply("count", ParDo.of(new CountFn(view)).withSideInput("limit", view))
                    .apply("distinct", Count.perElement())
                    .apply(
                        "show",
                        MapElements.into(TypeDescriptors.strings()).via(count -> count.getKey()))
                    .apply("sink", ends.sink("words"));
              });
    }
  }

  @RunWith(RunnerMatrix.class)
  public static final class SameName {
    @Test
    public void words(Cell cell) throws Exception {
      TranslationMatrixTest.words(cell)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("upper", MapElements.via(new UpperFn()))
                      .apply("upper", MapElements.via(new UpperFn()))
                      .apply("sink", ends.sink("words")));
    }
  }

  @RunWith(RunnerMatrix.class)
  public static final class BoundToItsProcess {
    @Test
    public void words(Cell cell) throws Exception {
      TranslationMatrixTest.words(cell)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("upper", MapElements.via(new UpperFn()))
                      .setCoder(new ProcessCoder())
                      .apply("sink", ends.sink("words")));
    }
  }

  private static final class UpperFn extends SimpleFunction<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String apply(String word) {
      return word.toUpperCase(Locale.ROOT);
    }
  }

  /** Counts by key, as far as a side input says, and is woken by timers of both kinds. */
  static final class CountFn extends DoFn<KV<String, String>, String> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Long> limit;

    @StateId("seen")
    private final StateSpec<ValueState<Long>> seen = StateSpecs.value(VarLongCoder.of());

    @TimerId("end")
    private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("pause")
    private final TimerSpec pause = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    CountFn(PCollectionView<Long> limit) {
      this.limit = limit;
    }

    @ProcessElement
    public void process(
        ProcessContext context,
        @StateId("seen") ValueState<Long> state,
        @TimerId("end") Timer atEnd,
        @TimerId("pause") Timer atPause) {
      if (context.sideInput(limit) > 0) {
        context.output(context.element().getValue());
      }
    }

    @OnTimer("end")
    public void end() {}

    @OnTimer("pause")
    public void pause() {}
  }

  /** Holds what another process does not have. */
  private static final class ProcessCoder extends CustomCoder<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(String value, OutputStream stream) throws IOException {
      StringUtf8Coder.of().encode(value, stream);
    }

    @Override
    public String decode(InputStream stream) throws IOException {
      return StringUtf8Coder.of().decode(stream);
    }

    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
      throw new NotSerializableException(ProcessCoder.class.getSimpleName());
    }
  }
}
