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
import static org.hamcrest.Matchers.hasItem;
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
  public void aRemovedStepThatKeepsNothingIsAccepted() {
    assertThat(
        GraphUpdate.of(Graphs.release().withAddedStep().graph(), running).problems(), empty());
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
  public void aRemovedStatefulStepIsFound() {
    assertThat(
        problems(Graphs.release().withoutCounter()),
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
  public void anotherCoderOfAnOutputOrAKeyIsFoundAndAnotherWindowIsNot() {
    JobGraph before =
        JobGraph.parse("a | u | key: bytes | state s: bag bytes | out o: varint; bounded\n");
    JobGraph after =
        JobGraph.parse("a | u | key: string_utf8 | state s: bag bytes | out o: varint; in w\n");
    JobGraph other = JobGraph.parse("a | u | key: bytes | state s: bag bytes | out o: bool\n");

    assertThat(
        GraphUpdate.of(before, after).problems(), contains("a: key was bytes, is string_utf8"));
    assertThat(
        GraphUpdate.of(before, other).problems(),
        hasItem("a: the coder of out o was varint, is bool"));
  }
}
