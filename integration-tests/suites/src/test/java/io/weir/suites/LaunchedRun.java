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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.launcher.run.LocalRun;
import io.weir.launcher.run.RunSettings;
import io.weir.pipelines.ActionView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.UnaryOperator;

/** A run as {@code weir run} makes it, over so many simulated events, to its end. */
final class LaunchedRun {
  private static final double EVENTS_PER_SECOND = 500;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final WatchedFraud fraud;
  private final int events;

  LaunchedRun(WatchedFraud fraud, int events) {
    this.fraud = fraud;
    this.events = events;
  }

  /** Runs it; everything must have been answered once, and nothing be a dead letter. */
  LaunchedRun run(String runner, UnaryOperator<RunSettings.Builder> more) {
    RunSettings settings =
        more.apply(
                RunSettings.of(fraud, FraudRun.runner(runner))
                    .events((long) events)
                    .rate(EVENTS_PER_SECOND)
                    .page(false, null))
            .build();
    int code = new LocalRun(settings, printer(out), printer(err), true).run();
    assertThat(said(), code, is(0));
    assertThat(fraud.actions(), hasSize(events));
    assertThat(fraud.actions().stream().map(ActionView::eventId).collect(toSet()), hasSize(events));
    assertThat(out.toString(UTF_8), containsString("\"dead_letters\":0,"));
    return this;
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  /** What a person would have read. */
  String said() {
    return err.toString(UTF_8);
  }
}
