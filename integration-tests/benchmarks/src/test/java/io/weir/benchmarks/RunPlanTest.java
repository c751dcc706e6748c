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

package io.weir.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import org.junit.Test;

public final class RunPlanTest {

  @Test
  public void aPlanSurvivesTheWayToItsProcess() {
    RunPlan plan =
        RunPlan.parse(
            new RunPlan(
                    ThroughputCase.ON_ARRIVAL, "localhost:9092", Path.of("a b"), Path.of("stacks"))
                .toLine());
    assertThat(plan.throughputCase(), is(ThroughputCase.ON_ARRIVAL));
    assertThat(plan.bootstrapServers(), is("localhost:9092"));
    assertThat(plan.checkpoints(), is(Path.of("a b")));
    assertThat(plan.profile(), is(Path.of("stacks")));
  }

  @Test
  public void aPlanWithoutSamplesHasNoFileForThem() {
    RunPlan plan =
        RunPlan.parse(
            new RunPlan(ThroughputCase.EVENT_TIME, "localhost:9092", Path.of("x"), null).toLine());
    assertThat(plan.profile(), is(nullValue()));
  }
}
