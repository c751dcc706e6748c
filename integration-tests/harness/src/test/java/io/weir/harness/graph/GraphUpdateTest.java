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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.junit.Test;

public class GraphUpdateTest {
  private final JobGraph running = text(Graphs.release().graph());

  /** Releases are compared as the texts that were committed. */
  private static JobGraph text(JobGraph graph) {
    return JobGraph.parse(graph.text());
  }

  private List<String> problems(Graphs next) {
    return GraphUpdate.of(running, text(next.graph())).problems();
  }

  @Test
  public void theSameGraphIsAccepted() {
    assertThat(problems(Graphs.release()), empty());
  }

  @Test
  public void anAddedStepDownstreamIsAccepted() {
    assertThat(problems(Graphs.release().withAddedStep()), empty());
  }

  @Test
  public void aRemovedStepThatKeepsNothingIsAcceptedIfTheUpdateIsToldSo() {
    GraphUpdate update = GraphUpdate.of(Graphs.release().withAddedStep().graph(), running);

    assertThat(
        update.problems(),
        contains("show/Map/ParMultiDo(Anonymous): is gone, which the update must be told"));
    assertThat(update.renaming(Map.of("show", "")).problems(), empty());
  }

  @Test
  public void aRenamedStatefulStepIsFoundAndItsNewNameGuessed() {
    assertThat(
        problems(Graphs.release().counterNamed("tally")),
        contains(
            allOf(
                startsWith("count/ParMultiDo(Count): is gone, with state cell"),
                containsString("if it is now tally/ParMultiDo(Count)"))));
  }

  @Test
  public void aRenamedStatefulStepWithItsMappingIsAccepted() {
    GraphUpdate update =
        GraphUpdate.of(running, Graphs.release().counterNamed("tally").graph())
            .renaming(Map.of("count", "tally"));

    assertThat(update.problems(), empty());
  }

  @Test
  public void anotherCoderOfAStateCellIsFound() {
    assertThat(
        problems(Graphs.release().stateCoder(BigEndianLongCoder.of())),
        contains(
            "count/ParMultiDo(Count): state cell was value varint, is value java"
                + " org.apache.beam.sdk.coders.BigEndianLongCoder"));
  }

  @Test
  public void aRemovedStatefulStepIsFoundAndTellingTheUpdateDoesNotHelp() {
    GraphUpdate update = GraphUpdate.of(running, Graphs.release().withoutCounter().graph());

    assertThat(
        update.problems(),
        contains(startsWith("count/ParMultiDo(Count): is gone, with state cell")));
    assertThat(
        update.renaming(Map.of("count", "")).problems(),
        contains(startsWith("count/ParMultiDo(Count): is gone, with state cell")));
  }

  @Test
  public void aRemovedGroupingIsFound() {
    assertThat(
        GraphUpdate.of(Graphs.release().withGroups().graph(), running).problems(),
        contains("groups: is gone, with what it has buffered"));
  }

  @Test
  public void aSideInputThatGoesIsFound() {
    JobGraph before =
        JobGraph.parse("a | beam:transform:pardo:v1 | in: x | side view: multimap of y\n");
    JobGraph after = JobGraph.parse("a | beam:transform:pardo:v1 | in: x\n");

    assertThat(
        GraphUpdate.of(before, after).problems(),
        contains("a: the side inputs was [side view], is []"));
  }

  @Test
  public void anotherCoderOfAnOutputOrAKeyIsFound() {
    JobGraph before = JobGraph.parse("a | u | key: bytes | state s: bag bytes | out o: varint\n");
    JobGraph key =
        JobGraph.parse("a | u | key: string_utf8 | state s: bag bytes | out o: varint; bounded\n");
    JobGraph output = JobGraph.parse("a | u | key: bytes | state s: bag bytes | out o: bool\n");

    assertThat(
        GraphUpdate.of(before, key).problems(), contains("a: key was bytes, is string_utf8"));
    assertThat(
        GraphUpdate.of(before, output).problems(),
        contains("a: the coder of out o was varint, is bool"));
  }

  @Test
  public void aStepInFrontThatChangesTheElementsOfAStatefulOneIsFound() {
    String counter = " | key: bytes | state s: bag bytes | out o: varint\n";
    JobGraph before = JobGraph.parse("a | u | out o: kv<bytes,bool>\nc | u | in: a.o" + counter);
    JobGraph after =
        JobGraph.parse(
            "a | u | out o: kv<bytes,bool>\nb | u | in: a.o | out o: kv<bytes,varint>\n"
                + "c | u | in: b.o"
                + counter);

    assertThat(
        GraphUpdate.of(before, after).problems(),
        contains("c: the coder of what it reads was kv<bytes,bool>, is kv<bytes,varint>"));
  }

  @Test
  public void anAddedStateCellIsFound() {
    JobGraph before = JobGraph.parse("a | u | key: bytes | state s: bag bytes\n");
    JobGraph after =
        JobGraph.parse("a | u | key: bytes | state s: bag bytes | state t: bag bytes\n");

    assertThat(
        GraphUpdate.of(before, after).problems(), contains("a: state t was nothing, is bag bytes"));
  }

  @Test
  public void anotherKindOfWindowsIsFoundAndAnotherSizeOrTriggerIsNot() {
    JobGraph before = JobGraph.parse("a | u | out o: varint; in fixed#1; fires ALWAYS#1\n");
    JobGraph size = JobGraph.parse("a | u | out o: varint; in fixed#2; fires DEFAULT#2\n");
    JobGraph kind = JobGraph.parse("a | u | out o: varint; in session#1; fires ALWAYS#1\n");

    assertThat(GraphUpdate.of(before, size).problems(), empty());
    assertThat(
        GraphUpdate.of(before, kind).problems(),
        contains("a: the windows of out o was fixed, is session"));
  }
}
