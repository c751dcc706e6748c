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
package io.weir.suites.dataflow;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.weir.harness.graph.GoldenGraph;
import io.weir.harness.graph.GraphUpdate;
import io.weir.harness.graph.JobGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Test;

/**
 * Whether a running fraud job can be replaced by what is built now. The folder {@code released}
 * holds the graphs of the last release, which may be running somewhere; its {@code README.md} says
 * who writes them. That the golden graphs are those that are submitted is {@link
 * FraudOnDataflowTest}'s to show.
 */
public class FraudUpdateTest {
  private static final Path NOW = Path.of("src/test/resources/fraud");
  private static final Path RELEASED = NOW.resolve("released");
  private static final String GROUPED =
      "kv<string_utf8,java org.apache.beam.sdk.coders.ListCoder<io.weir.features.ObservationCoder>>";

  private static JobGraph graph(Path file) {
    return GoldenGraph.at(file).graph();
  }

  private static JobGraph now(String name) {
    return graph(NOW.resolve(name + ".graph"));
  }

  /** The graph in event time as another release might have it. */
  private static JobGraph changed(String before, String after) {
    String text = now("event-time").text();
    assertThat(text, containsString(before));
    return JobGraph.parse(text.replace(before, after));
  }

  private static List<String> problems(JobGraph next) {
    return GraphUpdate.of(now("event-time"), next).problems();
  }

  @Test
  public void everyJobOfTheLastReleaseCanBeReplacedByTodays() throws IOException {
    List<Path> released;
    try (Stream<Path> files = Files.list(RELEASED)) {
      released = files.filter(file -> file.toString().endsWith(".graph")).collect(toList());
    }
    assertThat(released, is(not(empty())));

    for (Path file : released) {
      JobGraph today = graph(NOW.resolve(file.getFileName()));
      assertThat(file.toString(), GraphUpdate.of(graph(file), today).problems(), is(empty()));
    }
  }

  @Test
  public void aBranchThatIsAddedIsAccepted() {
    Pipeline pipeline =
        Submission.pipeline(
            "fraud", List.of("--runner=" + CrashingRunner.class.getName(), "--arrival=EVENT_TIME"));
    output(pipeline, "decide")
        .apply("answers", MapElements.into(TypeDescriptors.strings()).via(String::valueOf));

    JobGraph next = JobGraph.of(pipeline);
    assertThat(next.differencesFrom(now("event-time")), hasItem(startsWith("answers/")));
    assertThat(problems(next), is(empty()));
  }

  @Test
  public void aStatefulStepUnderAnotherNameIsRefusedAndItsNewNameGuessed() {
    assertThat(
        problems(changed("features/card/", "features/holder/")),
        contains(
            allOf(
                startsWith("features/card/ParMultiDo(EventTime): is gone, with state cell"),
                containsString("if it is now features/holder/ParMultiDo(EventTime)"))));
  }

  @Test
  public void aStateCellInAnotherCoderIsRefusedByTheNamesOfItsSteps() {
    assertThat(
        problems(changed("state earliest: value varint", "state earliest: value timestamp")),
        contains(
            "features/card/ParMultiDo(EventTime): state earliest was value varint, is value"
                + " timestamp",
            "features/terminal/ParMultiDo(EventTime): state earliest was value varint, is value"
                + " timestamp"));
  }

  @Test
  public void aStepInFrontThatKeysByAnotherKeyIsRefusedByTheNameOfTheStatefulOne() {
    String before = " | in: features/by-card-0/ParMultiDo(GroupInBundle).output | key: string_utf8";
    JobGraph keyed =
        changed(
            "features/card/ParMultiDo(EventTime) | beam:transform:pardo:v1" + before,
            "features/tenant/ParMultiDo(Tenant) | beam:transform:pardo:v1"
                + before.replaceFirst(" \\| key.*", "")
                + " | out output: "
                + GROUPED.replace("string_utf8", "varint")
                + "\nfeatures/card/ParMultiDo(EventTime) | beam:transform:pardo:v1"
                + " | in: features/tenant/ParMultiDo(Tenant).output | key: varint");

    assertThat(
        problems(keyed),
        contains("features/card/ParMultiDo(EventTime): key was string_utf8, is varint"));
  }

  @Test
  public void aRunningJobCannotChangeItsArrival() {
    assertThat(
        GraphUpdate.of(now("event-time"), now("on-arrival")).problems(),
        contains(
            startsWith("features/by-card-0/ParMultiDo(GroupInBundle): is gone, which the update"),
            startsWith("features/by-terminal-0/ParMultiDo(GroupInBundle): is gone, which"),
            startsWith("features/by-terminal-1/ParMultiDo(GroupInBundle): is gone, which"),
            startsWith("features/card/ParMultiDo(EventTime): is gone, with state cell"),
            startsWith("features/merge: the coder of out main was kv<string_utf8,java org.apache"),
            startsWith("features/terminal/ParMultiDo(EventTime): is gone, with state cell")));
  }

  @Test
  public void aRunningJobCanBeginToBatchAcrossBundlesButNotStop() {
    assertThat(problems(now("batched")), is(empty()));
    assertThat(
        GraphUpdate.of(now("batched"), now("event-time")).problems(),
        hasItem(startsWith("score/collect/ParMultiDo(Collect): is gone, with state")));
  }

  @Test
  public void afterHistoryOfTheTopicsAJobInEventTimeIsNoOther() {
    JobGraph warmed = warmed("EVENT_TIME", "earliest", "transactions=5,5/labels=5,5");
    assertThat(warmed.differencesFrom(now("event-time")), is(empty()));
  }

  /** Flink would take it: the cells that are added or gone are empty. */
  @Test
  public void onArrivalAReplacedJobKeepsTheOptionOfItsHistory() {
    JobGraph warmed = warmed("ON_ARRIVAL", "earliest", "transactions=5,5/labels=5,5");
    List<String> problems = GraphUpdate.of(warmed, now("on-arrival")).problems();
    assertThat(problems, is(not(empty())));
    for (String problem : problems) {
      assertThat(
          problem,
          matchesPattern(
              "features/(card|terminal)/ParMultiDo\\(OnArrival\\):"
                  + " (state (earliest|waiting)|timer ts-live) was .*, is nothing"));
    }
    assertThat(GraphUpdate.of(warmed, warmed).problems(), is(empty()));
  }

  private static JobGraph warmed(String arrival, String from, String until) {
    return JobGraph.of(
        Submission.pipeline(
            "fraud",
            List.of(
                "--runner=" + CrashingRunner.class.getName(),
                "--arrival=" + arrival,
                "--warmUpFrom=" + from,
                "--warmUpUntil=" + until)));
  }

  /** The first output of a step. */
  private static PCollection<?> output(Pipeline pipeline, String step) {
    PCollection<?>[] found = new PCollection<?>[1];
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getFullName().equals(step)) {
              found[0] = (PCollection<?>) node.getOutputs().values().iterator().next();
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    assertThat(step, found[0] != null);
    return found[0];
  }
}
