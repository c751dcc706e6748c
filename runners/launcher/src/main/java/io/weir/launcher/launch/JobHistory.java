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

import io.weir.launcher.history.HistoryEnd;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job with the history that it fills its state from. A launch fixes where that ends, an upgrade
 * keeps what the job before it has: what is history must not depend on when a job was replaced.
 */
final class JobHistory {
  private static final String FROM = "warmUpFrom";
  private static final String UNTIL = "warmUpUntil";

  private final JobArguments job;
  private final @Nullable String description;

  private JobHistory(JobArguments job, @Nullable String description) {
    this.job = job;
    this.description = description;
  }

  /**
   * A new job's.
   *
   * @throws InvalidSettingException if there is no such history: one line
   */
  static JobHistory fix(JobArguments job, WeirOptions options) {
    HistoryEnd end = HistoryEnd.fix(job.application(), options);
    if (end == null) {
      return new JobHistory(job, null);
    }
    WarmUpOptions fixed = options.as(WarmUpOptions.class);
    return new JobHistory(
        job.with(history(fixed.getWarmUpFrom(), fixed.getWarmUpUntil())), end.description());
  }

  /**
   * That of a job that goes on from saved state, which holds what was read of it.
   *
   * @throws InvalidSettingException if where it ends is not said: what came since that state was
   *     saved would be taken for history
   */
  static JobHistory ofSavedState(JobArguments job, WeirOptions options, String state) {
    WarmUpOptions given = options.as(WarmUpOptions.class);
    String from = given.getWarmUpFrom();
    if (from.isEmpty()) {
      return new JobHistory(job, null);
    }
    if (given.getWarmUpUntil().isEmpty()) {
      throw new InvalidSettingException(
          "--warm-up-from is "
              + from
              + ", but the job goes on from "
              + state
              + ": give --warm-up-until as the job had it that wrote this, or, if that was live"
              + " already, neither");
    }
    return new JobHistory(job, from + ", up to " + given.getWarmUpUntil());
  }

  /**
   * The next job's.
   *
   * @param running the options of the job that it replaces
   * @throws InvalidSettingException if it is to have another history than that one
   */
  static JobHistory keep(JobArguments job, WeirOptions options, Map<String, String> running) {
    WarmUpOptions next = options.as(WarmUpOptions.class);
    String from = running.getOrDefault(FROM, "");
    String until = running.getOrDefault(UNTIL, "");
    refuseOther("--warm-up-from", HistoryEnd.place(next.getWarmUpFrom(), options), from);
    refuseOther("--warm-up-until", next.getWarmUpUntil(), until);
    return from.isEmpty()
        ? new JobHistory(job, null)
        : new JobHistory(
            job.with(history(from, until)),
            "as the job has it that runs: " + from + ", up to " + until);
  }

  private static void refuseOther(String option, String next, String running) {
    if (!next.isEmpty() && !next.equals(running)) {
      throw new InvalidSettingException(
          option
              + " is "
              + next
              + ", but the job that runs has "
              + (running.isEmpty() ? "none" : running)
              + ", whose state the next one goes on with: leave it away");
    }
  }

  private static Map<String, String> history(String from, String until) {
    return Map.of(FROM, from, UNTIL, until);
  }

  /** The job, with what was found as its options. */
  JobArguments job() {
    return job;
  }

  /** What history there is, for a person; none where there is none. */
  Optional<String> description() {
    return Optional.ofNullable(description);
  }
}
