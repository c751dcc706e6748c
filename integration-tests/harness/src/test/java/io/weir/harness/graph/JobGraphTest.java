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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class JobGraphTest {

  @Test
  public void aStatefulStepIsOneLineWithItsKeyItsStateAndItsTimers() {
    assertThat(
        Graphs.release().graph().text(),
        containsString(
            "\ncount/ParMultiDo(Count) | beam:transform:pardo:v1 | in:"
                + " pairs/MapElements/Map/ParMultiDo(Anonymous).output | key: string_utf8 | state cell: value"
                + " varint | timer ts-due: EVENT_TIME timer<string_utf8,global_window> | out output:"
                + " varint; bounded\n"));
  }

  @Test
  public void theTextReadsBackAsTheSameGraph() {
    JobGraph graph = Graphs.release().withAddedStep().withGroups().withSideInput().graph();

    assertThat(JobGraph.parse(graph.text()), is(graph));
  }

  @Test
  public void aSideInputIsNamedWithWhoMakesIt() {
    assertThat(
        Graphs.release().withSideInput().graph().text(),
        containsString("| side view: beam:side_input:"));
  }

  @Test
  public void aLineThatIsNoStepIsRefused() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> JobGraph.parse("alone\n")).getMessage(),
        containsString("no step"));
  }
}
