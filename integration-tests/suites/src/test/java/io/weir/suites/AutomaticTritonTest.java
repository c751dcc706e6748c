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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.launcher.run.LocalRun;
import io.weir.launcher.run.RunSettings;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.AssumptionViolatedException;
import org.junit.Before;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What the command line promises of {@code --triton=auto}, whole: nothing is started by hand. */
@Category(TritonSuite.class)
public class AutomaticTritonTest {
  private static final int EVENTS = 2_500;
  private static final int KILL = 600;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final WatchedFraud fraud = new WatchedFraud(this::withAKill);
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
    RunSettings settings =
        RunSettings.of(fraud, FraudRun.runner("direct"))
            .triton("auto")
            .events((long) EVENTS)
            .rate(1_000d)
            .page(false, null)
            .pipelineArguments(List.of("--router=cascade"))
            .build();

    int code =
        new LocalRun(
                settings,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false)
            .run();

    assertThat(err.toString(UTF_8), code, is(0));
    assertThat(
        err.toString(UTF_8),
        allOf(
            containsString("\nTriton ended (code 137): starting it again in 2 s (1 of 5)\n"),
            containsString("\nTriton is ready again\n")));
    assertThat(fraud.actions().stream().map(ActionView::eventId).collect(toSet()), hasSize(EVENTS));
    assertThat(fraud.actions(), hasSize(EVENTS));
    assertThat(out.toString(UTF_8), containsString("\"dead_letters\":0,"));
    assertThat(fraud.actions().stream().filter(ActionView::degraded).count(), is(greaterThan(0L)));
    assertThat(fraud.actions().stream().filter(this::isBack).count(), is(greaterThan(0L)));
  }

  private EventSource withAKill(EventSource simulator) {
    List<SourceEvent> events;
    try {
      events = ListedEvents.of(simulator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StagedEvents staged =
        new StagedEvents(events)
            .before(
                KILL,
                () -> {
                  await(AutomaticTritonTest::byTriton, PATIENCE);
                  killedAtMillis = events.get(KILL).sourceTimeMillis();
                  kill();
                })
            .before(KILL + 100, () -> await(ActionView::degraded, PATIENCE));
    // Only events make the circuit look whether Triton is back: some go on coming until it has.
    for (int number = KILL + 200; number < events.size(); number += 25) {
      staged.before(number, () -> await(this::isBack, Duration.ofMillis(500)));
    }
    return staged;
  }

  /** As another process would. */
  private static void kill() {
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/tritonserver"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void await(Predicate<ActionView> wanted, Duration patience) {
    long start = System.nanoTime();
    while (fraud.actions().stream().noneMatch(wanted)
        && System.nanoTime() - start < patience.toNanos()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private boolean isBack(ActionView action) {
    return byTriton(action) && action.eventTimeMillis() > killedAtMillis;
  }

  private static boolean byTriton(ActionView action) {
    return action.lane().equals("triton");
  }
}
