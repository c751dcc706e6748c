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

import io.weir.launcher.feed.Feeder;
import io.weir.launcher.watch.Summary;
import io.weir.launcher.watch.Watcher;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a run, and sees when it does not come. */
final class Progress {
  /** A run whose input is written fails when nothing moves for so long. */
  static final Duration STANDSTILL = Duration.ofSeconds(90);

  /** Nothing moves on the topics while a file of history is read: a large one takes its time. */
  private static final Duration WARM_UP = Duration.ofHours(1);

  private static final long LOOK_MILLIS = 100;
  private static final int SHOWN = 5;

  private final RunSettings settings;
  private final RunningPipeline running;
  private final @Nullable Feeder feeder;
  private final Watcher watcher;
  private final Status status;
  private boolean live;
  private long progress = -1;
  private long progressNanos = System.nanoTime();

  Progress(
      RunSettings settings,
      RunningPipeline running,
      @Nullable Feeder feeder,
      Watcher watcher,
      Status status) {
    this.settings = settings;
    this.running = running;
    this.feeder = feeder;
    this.watcher = watcher;
    this.status = status;
  }

  Outcome await(Interruption interruption) {
    while (!interruption.requested()) {
      Outcome outcome = look();
      if (outcome != null) {
        return outcome;
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.interrupted();
      }
    }
    return Outcome.interrupted();
  }

  private @Nullable Outcome look() {
    if (watcher.failure() != null) {
      return failed("the topics cannot be read", watcher.failure());
    }
    if (feeder != null && feeder.failure() != null) {
      return failed("the input cannot be written", feeder.failure());
    }
    RunningPipeline.State state = running.state();
    switch (state) {
      case RUNNING:
        break;
      case FINISHED:
        return feeder == null || feeder.finished()
            ? Outcome.ended()
            : failed("the pipeline ended before its input", null);
      case FAILED:
      case CANCELLED:
        return failed("the pipeline failed", running.failure());
    }
    Summary summary = watcher.summary();
    if (!live && summary.liveAfterMillis() != null) {
      live = true;
      status.say(Status.live(summary));
    }
    status.show(summary);
    if (feeder == null
        && settings.bounded()
        && summary.out() + summary.deadLetters() >= settings.events) {
      return Outcome.ended();
    }
    Duration patience = patience(summary);
    return standstill(patience) ? failed(stuck(watcher, patience), null) : null;
  }

  /** How long nothing may move. */
  static Duration patience(Summary summary) {
    return summary.warmingUp() ? WARM_UP : STANDSTILL;
  }

  private boolean standstill(Duration patience) {
    long now = System.nanoTime();
    if (watcher.progress() != progress || feeder == null || !feeder.finished()) {
      progress = watcher.progress();
      progressNanos = now;
    }
    return now - progressNanos > patience.toNanos();
  }

  /** That nothing moved for so long, in one line. */
  static String stuck(Watcher watcher, Duration patience) {
    String what =
        watcher.summary().complete()
            ? "everything is answered, but the pipeline does not end"
            : incomplete(watcher);
    return "nothing moved for " + patience.toSeconds() + " s: " + what;
  }

  /** What is not as it should be at the end, in one line. */
  static String incomplete(Watcher watcher) {
    Summary summary = watcher.summary();
    String figures =
        summary.in() + " in, " + summary.out() + " out, " + summary.deadLetters() + " dead letters";
    if (summary.missing() == 0) {
      return "there are answers that nobody asked for: " + figures;
    }
    return summary.missing()
        + " events are neither answered nor dead letters ("
        + figures
        + "), such as "
        + String.join(", ", watcher.someMissing(SHOWN));
  }

  private static Outcome failed(String what, @Nullable Throwable cause) {
    return Outcome.failed(cause == null ? what : what + ": " + reason(cause), cause);
  }

  /** The innermost reason on one line: what wraps it only says where it was. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isEmpty()
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
