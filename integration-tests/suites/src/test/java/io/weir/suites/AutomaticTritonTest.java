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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.SourceEvent;
import java.time.Duration;
import java.util.List;
import org.junit.AssumptionViolatedException;
import org.junit.Before;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What the command line promises of {@code --triton=auto}, whole: nothing is started by hand. */
@Category(TritonSuite.class)
public class AutomaticTritonTest {
  private static final int EVENTS = 1_200;
  private static final int KILL = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WatchedFraud fraud = new WatchedFraud(this::plan);
  private volatile long killedAtMillis;

  @Before
  public void tritonRunsHere() {
    try {
      LocalTriton.runsHere();
    } catch (TritonUnavailableException e) {
      throw new AssumptionViolatedException("skipped: " + e.getMessage(), e);
    }
  }

  @Test
  public void answersGoOnDegradedWhenTritonIsKilledAndComeBackByThemselves() {
    String said =
        new LaunchedRun(fraud, EVENTS)
            .run("direct", run -> run.triton("auto").pipelineArguments(List.of("--router=cascade")))
            .said();

    assertThat(
        said,
        allOf(
            containsString("\nTriton ended (code 137): starting it again in 2 s (1 of 5)\n"),
            containsString("\nTriton is ready again\n")));
    assertThat(fraud.actions().stream().filter(ActionView::degraded).count(), is(greaterThan(0L)));
    assertThat(fraud.actions().stream().filter(this::isBack).count(), is(greaterThan(0L)));
  }

  private void plan(List<SourceEvent> events, StagedEvents staged) {
    staged
        .before(
            KILL,
            () -> {
              assertThat(fraud.awaits(AutomaticTritonTest::byTriton, PATIENCE), is(true));
              killedAtMillis = events.get(KILL).sourceTimeMillis();
              kill();
            })
        .before(
            KILL + 100, () -> assertThat(fraud.awaits(ActionView::degraded, PATIENCE), is(true)));
    // Only events make the circuit look whether Triton is back: some go on coming until it has.
    for (int number = KILL + 200; number < events.size(); number += 10) {
      staged.before(number, () -> fraud.awaits(this::isBack, Duration.ofMillis(500)));
    }
  }

  /** As another process would. */
  private static void kill() {
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/tritonserver"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isBack(ActionView action) {
    return byTriton(action) && action.eventTimeMillis() > killedAtMillis;
  }

  private static boolean byTriton(ActionView action) {
    return action.lane().equals("triton");
  }
}
