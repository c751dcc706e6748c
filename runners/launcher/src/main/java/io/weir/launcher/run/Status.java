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
package io.weir.launcher.run;

import io.weir.launcher.watch.Summary;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads in the terminal while a run goes on: standard error only. Safe for use by
 * several threads.
 */
final class Status {
  private static final long TERMINAL_INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream err;
  private final boolean terminal;
  private long shownNanos = System.nanoTime();
  private long shownOut;
  private boolean lineOpen;

  /**
   * Status on a stream.
   *
   * @param terminal whether a line can be written over
   */
  Status(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** A line that stays. */
  synchronized void say(String line) {
    endLine();
    err.println(line);
    err.flush();
  }

  /** The figures, once in a while: over the last ones in a terminal, below them elsewhere. */
  synchronized void show(Summary summary) {
    long now = System.nanoTime();
    long elapsed = now - shownNanos;
    if (elapsed < (terminal ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
      return;
    }
    double rate = (summary.out() - shownOut) * (double) TimeUnit.SECONDS.toNanos(1) / elapsed;
    shownNanos = now;
    shownOut = summary.out();
    String line = line(summary, rate);
    if (terminal) {
      err.print("\r\u001b[K" + line);
      lineOpen = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  private void endLine() {
    if (lineOpen) {
      err.println();
      lineOpen = false;
    }
  }

  static String line(Summary summary, double rate) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d answered · %,.0f/s · p50 %s · p99 %s · review %s · block %s · %,d dead letters",
        summary.out(),
        summary.in(),
        rate,
        millis(summary.p50Millis()),
        millis(summary.p99Millis()),
        share(summary.review(), summary.out()),
        share(summary.block(), summary.out()),
        summary.deadLetters() + summary.labelDeadLetters());
  }

  /** That the first event was answered after the history, and how much of that there was. */
  static String live(Summary summary) {
    return String.format(
        Locale.ROOT,
        "live: the first answer came after %s of warming up, from %,d events of history",
        millis(summary.liveAfterMillis()),
        summary.history());
  }

  private static String millis(@Nullable Long value) {
    return value == null ? "-" : value + " ms";
  }

  private static String share(long count, long of) {
    return of == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100.0 * count / of);
  }
}
