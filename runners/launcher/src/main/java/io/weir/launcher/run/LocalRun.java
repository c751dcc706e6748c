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

import static java.util.Objects.requireNonNull;

import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.kafka.TopicReport;
import io.weir.launcher.page.PageState;
import io.weir.launcher.watch.Summary;
import io.weir.launcher.watch.Watcher;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Topic;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run: everything is checked, then everything starts, then it waits, then everything stops.
 *
 * <p>The graph is the same, unbounded one whether the run has an end or not: where it has one, the
 * records say so.
 */
public final class LocalRun {
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

  private final RunSettings settings;
  private final PrintStream out;
  private final PrintStream err;
  private final Status status;
  private final boolean verbose;

  /**
   * A run.
   *
   * @param out gets the summary, one line of JSON, and nothing else
   * @param err gets what a person wants to know
   * @param verbose whether a failure is shown with its stack trace
   */
  public LocalRun(RunSettings settings, PrintStream out, PrintStream err, boolean verbose) {
    this.settings = settings;
    this.out = out;
    this.err = err;
    this.verbose = verbose;
    // The launcher script knows whether standard error is a terminal; Java does not.
    this.status = new Status(err, Boolean.getBoolean("weir.terminal"));
  }

  /**
   * Runs to the end, or until the process is told to stop.
   *
   * @return an {@link ExitCode}
   * @throws InvalidSettingException if a setting is wrong; then nothing was started
   */
  public int run() {
    try (Interruption interruption = Interruption.listen();
        Resources resources = new Resources()) {
      Preparation preparation = Preparation.of(settings, resources, status::say);
      Outcome outcome;
      Watcher watcher = null;
      try {
        watcher = start(preparation, resources, interruption);
        outcome =
            watcher == null
                ? Outcome.interrupted()
                : await(preparation, watcher, resources, interruption);
      } catch (IOException | RuntimeException e) {
        if (e instanceof InvalidSettingException) {
          throw (InvalidSettingException) e;
        }
        outcome = Outcome.failed("the run failed: " + e.getMessage(), e);
      }
      return finish(outcome, watcher);
    }
  }

  /** Starts everything but the pipeline; null where the process is told to stop meanwhile. */
  private @Nullable Watcher start(
      Preparation preparation, Resources resources, Interruption interruption) throws IOException {
    if (preparation.kafka != null) {
      status.say("starting Kafka on " + preparation.connection);
      preparation.kafka.start();
    }
    TopicCreator topics = TopicCreator.on(preparation.connection);
    TopicReport report = topics.create(settings.application.topics(), preparation.topicPrefix);
    report.remarks().forEach(status::say);
    createModelTopic(preparation, topics);
    if (settings.freshTopics()) {
      status.say("topics: " + String.join(", ", report.created()));
    }
    if (interruption.requested()) {
      return null;
    }
    Watcher.Builder watcher =
        Watcher.of(settings.application)
            .on(preparation.connection, preparation.topicPrefix)
            .appendTimes(report.appendTimes());
    if (preparation.history != null) {
      status.say("warming up from " + preparation.history.description());
      watcher.history(preparation.history);
    }
    if (settings.output != null) {
      watcher.output(settings.output);
    }
    return resources.add(watcher.start());
  }

  private void createModelTopic(Preparation preparation, TopicCreator topics) {
    String name = preparation.pipeline.getOptions().as(WeirOptions.class).getModelTopic();
    if (!name.isEmpty()) {
      TopicReport report = topics.create(Topic.ofSettings(name, "the model's name"));
      report.created().forEach(created -> status.say("topic of model folders: " + created));
      report.remarks().forEach(status::say);
    }
  }

  private Outcome await(
      Preparation preparation, Watcher watcher, Resources resources, Interruption interruption) {
    if (preparation.page != null) {
      PageState state =
          new PageState(
              settings.application.name(),
              settings.runner.name(),
              settings.arrival().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      preparation.page.start(() -> state.toJson(watcher.snapshot(), phase(watcher.summary())));
      status.say("page: " + preparation.page.address());
    }
    status.say(
        "running " + settings.application.name() + " on the " + settings.runner.name() + " runner");
    RunningPipeline running = resources.add(settings.runner.start(preparation.pipeline));
    Feeder feeder = preparation.source == null ? null : feed(preparation, watcher, resources);
    return new Progress(settings, running, feeder, watcher, status).await(interruption);
  }

  private static String phase(Summary summary) {
    return summary.warmingUp() ? "warming up" : "running";
  }

  private Feeder feed(Preparation preparation, Watcher watcher, Resources resources) {
    Feeder.Builder feeder =
        Feeder.of(requireNonNull(preparation.source), settings.application.topics())
            .to(preparation.connection, preparation.topicPrefix)
            .rate(settings.rate);
    if (settings.rate > 0 && settings.arrival() == Arrival.ON_ARRIVAL) {
      feeder.holdAfterFirstUntil(() -> watcher.progress() > 1);
    }
    return resources.add(feeder.start());
  }

  private int finish(Outcome outcome, @Nullable Watcher watcher) {
    if (watcher == null) {
      return report(outcome, null);
    }
    Outcome known = outcome;
    if (outcome.ok()) {
      try {
        if (!watcher.drain(DRAIN_PATIENCE)) {
          known = Outcome.failed("the topics could not be read to their end", watcher.failure());
        } else if (settings.feeds() && !watcher.summary().complete()) {
          known = Outcome.failed(Progress.incomplete(watcher), null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        known = Outcome.interrupted();
      }
    }
    return report(known, watcher.summary());
  }

  private int report(Outcome outcome, @Nullable Summary summary) {
    if (summary != null) {
      status.say(Status.line(summary, summary.eventsPerSecond()));
    }
    if (outcome.problem() != null) {
      status.say("weir: " + outcome.problem());
      if (verbose && outcome.cause() != null) {
        outcome.cause().printStackTrace(err);
      }
    }
    if (summary != null) {
      err.flush();
      out.println(summary.toJson());
      out.flush();
    }
    return outcome.exitCode();
  }
}
