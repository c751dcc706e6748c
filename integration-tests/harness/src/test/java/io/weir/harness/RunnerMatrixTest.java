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
package io.weir.harness;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.harness.execution.Execution;
import io.weir.harness.fault.FaultPlan;
import io.weir.harness.graph.JobGraph;
import io.weir.harness.sink.Canonical;
import io.weir.harness.stream.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.RunWith;

/** What the matrix lets pass and what it catches, on the Direct runner. */
public final class RunnerMatrixTest {
  static final Canonical<String> TEXT = (text, fields) -> fields.key(text);

  static final Script<String> WORDS =
      Script.of(StringUtf8Coder.of())
          .at(10_000, "b")
          .at(4_000, "a")
          .watermark(20_000)
          .at(61_000, "a")
          .at(30_000, "a")
          .build();

  @Test
  public void aGraphThatKeepsItsPromisePassesWithEveryBundleSize() {
    Result result = JUnitCore.runClasses(WordsByTheMinute.class);

    assertThat(result.getFailures().toString(), result.getFailureCount(), is(0));
    assertThat(result.getRunCount(), is(4));
  }

  @Test
  public void aTestThatNeverRunsAJobFails() {
    assertThat(Failure.of(NeverRun.class), is("the test never runs a job"));
  }

  @Test
  public void aTestThatSkipsItselfFails() {
    assertThat(Failure.of(SkipsItself.class), containsString("what it needs must be declared"));
  }

  @Test
  public void aSourceThatTheGraphDoesNotAskForFails() {
    assertThat(
        Failure.of(UnusedSource.class), is("the graph does not ask for source 'more words'"));
  }

  @Test
  public void aSinkThatTheTestDoesNotHaveFails() {
    assertThat(
        Failure.of(MissingSink.class),
        is("the graph asks for sink 'counts', the test has [words]"));
  }

  @Test
  public void aModelLeftOpenIsCaughtByItsInvariant() {
    Broken.violation = "something is left open";
    try {
      assertThat(Failure.of(WordsByTheMinute.class), is("something is left open"));
    } finally {
      Broken.violation = null;
    }
  }

  @Test
  public void aLimitThatIsGoneIsReportedAndOneThatHoldsIsNoFailure() {
    assertThat(
        on("limited", () -> Failure.of(NeedsState.class)),
        is("the limit is stale, the test passes: no state: as this file says"));
    assertThat(
        on("limited", () -> JUnitCore.runClasses(NeedsStateAndFails.class)).wasSuccessful(),
        is(true));
    assertThat(JUnitCore.runClasses(NeedsStateAndFails.class).wasSuccessful(), is(false));
  }

  @Test
  public void whereGraphsAreTranslatedAndNoMoreATestIsOneCellWhateverItsBundlesAndFaults() {
    Result result = on("translating", () -> JUnitCore.runClasses(WordsByTheMinute.class));

    assertThat(result.getFailures().toString(), result.wasSuccessful(), is(true));
    assertThat(result.getRunCount(), is(1));
  }

  @Test
  public void whereGraphsAreTranslatedAndNoMoreATestThatNeedsElementsToFlowIsLeftOut() {
    Result result = on("translating", () -> JUnitCore.runClasses(NeedsElementsToFlow.class));

    assertThat(result.getRunCount(), is(0));
  }

  @Test
  public void aProfileThatIsWrongAboutWhetherElementsFlowFails() {
    assertThat(
        on("mistaken", () -> Failure.of(WordsByTheMinute.class)),
        is("the profile of mistaken says that elements flow, but not by reading"));
  }

  private static <T> T on(String runner, Supplier<T> run) {
    System.setProperty("weir.matrix.runners", runner);
    try {
      return run.get();
    } finally {
      System.clearProperty("weir.matrix.runners");
    }
  }

  /** Something that a run leaves open, if a test says so. Found by {@code ServiceLoader}. */
  public static final class Broken implements Invariant {
    private static volatile @Nullable String violation;

    /** Used by {@code ServiceLoader}. */
    public Broken() {}

    @Override
    public @Nullable String violation() {
      return violation;
    }
  }

  /** Reads a graph's steps and runs nothing. Found by {@code ServiceLoader}. */
  public static final class Reading implements Execution {
    /** Used by {@code ServiceLoader}. */
    public Reading() {}

    @Override
    public String name() {
      return "reading";
    }

    @Override
    public boolean hasOutput() {
      return false;
    }

    @Override
    public void run(Graph graph, FaultPlan plan, Path folder, java.time.Duration patience) {
      assertThat(JobGraph.of(graph.with(List.of())).steps(), is(not(empty())));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Needs(Capability.EXECUTION)
  public static final class NeedsElementsToFlow {
    @Test
    public void words(Cell cell) {
      assertThat(cell.runner(), is("one on which elements flow"));
    }
  }

  @RunWith(RunnerMatrix.class)
  public static final class WordsByTheMinute {
    @Test
    @Needs(Capability.WATERMARKS)
    public void wordsAreCountedByTheMinute(Cell cell) throws Exception {
      Outputs outputs =
          cell.job()
              .source("words", WORDS)
              .<KV<String, Long>>sink(
                  "counts",
                  (count, fields) -> fields.key(count.getKey()).add("count", count.getValue()))
              .run(
                  (pipeline, ends) ->
                      pipeline
                          .apply("words", ends.<String>source("words"))
                          .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
                          .apply(Count.perElement())
                          .apply("counts", ends.sink("counts")));

      assertThat(
          outputs.lines("counts").toString(),
          is(
              "[a\tat=119999\twindow=60000..120000\tcount=1,"
                  + " a\tat=59999\twindow=0..60000\tcount=2,"
                  + " b\tat=59999\twindow=0..60000\tcount=1]"));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  @Needs(Capability.STATE)
  public static final class NeedsState {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("words", WORDS)
          .sink("words", TEXT)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("sink", ends.sink("words")));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  @Needs(Capability.STATE)
  public static final class NeedsStateAndFails {
    @Test
    public void words(Cell cell) {
      assertThat(cell.runner(), is("one with state"));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class NeverRun {
    @Test
    public void nothing(Cell cell) {
      cell.job().source("words", WORDS);
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class SkipsItself {
    @Test
    public void words(Cell cell) {
      Assume.assumeTrue("only on " + cell.runner(), false);
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class UnusedSource {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("words", WORDS)
          .source("more words", WORDS)
          .sink("words", TEXT)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("sink", ends.sink("words")));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(bundleSizes = 1)
  public static final class MissingSink {
    @Test
    public void words(Cell cell) throws Exception {
      cell.job()
          .source("words", WORDS)
          .sink("words", TEXT)
          .run(
              (pipeline, ends) ->
                  pipeline
                      .apply("words", ends.<String>source("words"))
                      .apply("sink", ends.sink("counts")));
    }
  }
}
