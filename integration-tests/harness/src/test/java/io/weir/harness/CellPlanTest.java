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
import static org.hamcrest.Matchers.is;

import io.weir.harness.fault.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Which cells a test has on a runner. */
public final class CellPlanTest {
  private static final Dimensions ALL = Everything.class.getAnnotation(Dimensions.class);

  @Test
  public void aSliceIsAQuietRunAndAFault() {
    List<CellPlan> slice = slice("direct", "words");

    assertThat(slice.size(), is(1));
    assertThat(slice.get(0).fault(), is(Fault.NONE));
    assertThat(slice("flink-embedded", "words").size(), is(2));
  }

  @Test
  public void aClustersSliceHasTheFaultsThatOnlyAClusterTakes() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (int test = 0; test < 20; test++) {
      slice("flink-cluster", "test " + test).forEach(cell -> faults.add(cell.fault()));
    }

    assertThat(faults, is(EnumSet.of(Fault.NONE, Fault.WORKER_KILLED, Fault.RESCALED)));
  }

  @Test
  public void whatARunnerCannotDoIsNotRun() {
    for (CellPlan cell : CellPlan.of("words", profile("flink-embedded"), ALL, Set.of(), false)) {
      assertThat(cell.toString(), cell.isRun(), is(!cell.fault().comesFromOutside()));
    }
  }

  private static List<CellPlan> slice(String runner, String test) {
    return CellPlan.of(test, profile(runner), ALL, Set.of(), true);
  }

  private static RunnerProfile profile(String name) {
    return RunnerProfile.named(name);
  }

  @Dimensions
  private static final class Everything {}
}
