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
package io.weir.launcher.launch;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.kafka.TopicReport;
import io.weir.pipelines.Application;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.Profile;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One launch: everything is checked first, then said, then done. Nothing is made, neither a topic
 * nor a package nor a job, before the last check has passed.
 */
public final class Launch {
  private final LaunchSettings settings;
  private final Consumer<String> progress;

  /**
   * A launch.
   *
   * @param progress is told the plan and what takes long, a line each
   */
  public Launch(LaunchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Starts a new job; returns when it runs.
   *
   * @return none where only the plan was asked for
   * @throws InvalidSettingException if a setting is wrong, or such a job runs already: one line
   * @throws Exception if the package cannot be built
   */
  public Optional<RemoteJob> start() throws Exception {
    refuseIfOneRuns();
    Plan plan = plan(this::newHistory, null);
    if (settings.planOnly) {
      return Optional.empty();
    }
    Path jar = jar();
    // A package takes a minute to make, in which somebody else may have launched the same.
    refuseIfOneRuns();
    createTopics(plan.options);
    return Optional.of(settings.runner.submit(plan.job, jar, plan.options));
  }

  private JobHistory newHistory(JobArguments job, WeirOptions options) {
    String state = settings.runner.savedState(options);
    return state == null
        ? JobHistory.fix(job, options)
        : JobHistory.ofSavedState(job, options, state);
  }

  private void refuseIfOneRuns() {
    WeirOptions options = options();
    List<RemoteJob> running = settings.runner.find(options);
    if (!running.isEmpty()) {
      throw new InvalidSettingException(
          "--jobName is "
              + options.getJobName()
              + ", and a job of that name runs ("
              + running.get(0).id()
              + "): upgrade or stop it, or give another name");
    }
  }

  /**
   * Replaces the job that runs; returns when the next one does.
   *
   * @return none where only the plan was asked for
   * @throws InvalidSettingException if a setting is wrong, or no such job runs: one line
   * @throws Exception if the package cannot be built
   */
  public Optional<RemoteJob> upgrade() throws Exception {
    RemoteJob running = OnlyJob.of(settings.runner, options());
    progress.accept("running      " + running.id());
    Plan plan = plan((job, options) -> JobHistory.keep(job, options, running.options()), running);
    if (settings.planOnly) {
      return Optional.empty();
    }
    Path jar = jar();
    createTopics(plan.options);
    return Optional.of(settings.runner.upgrade(running, plan.job, jar, plan.options));
  }

  private Path jar() throws Exception {
    Path given = settings.jar;
    Path jar = given == null ? settings.build.call() : given;
    PackageCheck.of(jar, settings.runner);
    progress.accept("package      " + jar);
    return jar;
  }

  private WeirOptions options() {
    SecretCheck.of(settings.arguments);
    return settings.runner.options(settings.job);
  }

  /**
   * Checks everything, and says what will be done.
   *
   * @param history gives the job with the history that it has
   * @param replaced the job that it replaces; null for a new one
   */
  private Plan plan(
      BiFunction<JobArguments, WeirOptions, JobHistory> history, @Nullable RemoteJob replaced)
      throws InterruptedException {
    Application application = settings.job.application();
    JobHistory fixed = history.apply(settings.job, options());
    Plan plan = new Plan(fixed.job(), settings.runner.options(fixed.job()));
    WeirOptions options = plan.options;
    Path given = settings.jar;
    if (given != null) {
      PackageCheck.of(given, settings.runner);
    }
    List<String> found = settings.runner.check(plan.job, options, replaced);
    // Names, types, and the model's file: what cannot be built is refused here.
    JobArguments.pipeline(application, options);
    progress.accept("pipeline     " + application.name() + ": " + application.description());
    progress.accept("runner       " + settings.runner.name());
    progress.accept("job          " + options.getJobName());
    progress.accept("profile      " + settings.job.profile());
    plan.job.others().forEach(argument -> progress.accept("option       " + argument));
    Profile profile = settings.runner.profile(settings.job);
    profile
        .kinds()
        .forEach(
            kind ->
                profile
                    .settings(kind)
                    .forEach(setting -> progress.accept("  " + kind + ": " + setting)));
    found.forEach(progress);
    fixed.description().ifPresent(text -> progress.accept("history      " + text));
    topics(application, options);
    return plan;
  }

  private void topics(Application application, WeirOptions options) {
    TopicCreator kafka = TopicCreator.of(options);
    TopicManifest topics = application.topics().ofJob(options);
    List<String> missing = kafka.missing(topics);
    if (!missing.isEmpty() && !settings.createTopics) {
      throw new InvalidSettingException(
          "topics are missing at "
              + options.getBootstrapServers()
              + ": "
              + String.join(", ", missing)
              + "; make them, or add --create-topics");
    }
    kafka.checkAllowed(topics, KafkaSettings.consumerGroup(options));
    progress.accept(
        "topics       "
            + topics.topics().stream()
                .map(Topic::name)
                .map(name -> missing.contains(name) ? name + " (to be made)" : name)
                .collect(joining(", ")));
    progress.accept("group        " + KafkaSettings.consumerGroup(options));
  }

  private void createTopics(WeirOptions options) {
    if (settings.createTopics) {
      TopicReport report =
          TopicCreator.of(options).create(settings.job.application().topics().ofJob(options), "");
      report.created().stream()
          .map(name -> "made topic   " + name)
          .collect(toList())
          .forEach(progress);
      report.remarks().forEach(progress);
    }
  }

  /** What will be launched. */
  private static final class Plan {
    final JobArguments job;
    final WeirOptions options;

    Plan(JobArguments job, WeirOptions options) {
      this.job = job;
      this.options = options;
    }
  }
}
