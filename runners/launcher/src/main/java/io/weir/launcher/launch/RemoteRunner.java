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

import io.weir.launcher.run.NotDoneException;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WeirOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runner that runs pipelines elsewhere, as jobs that outlive this process. Found by {@code
 * ServiceLoader}. Where one waits for a cluster, it does so for a bounded time.
 */
public interface RemoteRunner {

  /** The name by which it is chosen, such as {@code flink}. */
  String name();

  /** The main class of its package. */
  String mainClass();

  /**
   * How a job is tuned: its profile, with what its user says in the place of that.
   *
   * @throws InvalidSettingException if what the user says cannot be read: one line
   */
  Profile profile(JobArguments job);

  /**
   * The options of a job with this runner's settings, as the job itself will have them.
   *
   * @throws InvalidSettingException if one is wrong: one line
   */
  WeirOptions options(JobArguments job);

  /**
   * Checks what can be checked before anything is changed: that the cluster answers and has room,
   * that its paths can be written, that the state which the job is to go on from fits.
   *
   * @param options what {@link #options} gave
   * @param replaced the job that this one is to replace; null for a new one
   * @return what was found, and what could not be looked at, a line each
   * @throws InvalidSettingException if something is wrong: one line
   * @throws InterruptedException if this thread is interrupted
   */
  List<String> check(JobArguments job, WeirOptions options, @Nullable RemoteJob replaced)
      throws InterruptedException;

  /**
   * The saved state that a new job is to go on from.
   *
   * @param options what {@link #options} gave
   * @return as the option has it that says so; null where the job begins without state
   */
  @Nullable String savedState(WeirOptions options);

  /**
   * Submits a job, and returns when it runs.
   *
   * @param jar what {@code weir package} made for this runner
   * @param options what {@link #options} gave
   * @throws InvalidSettingException if the runner refuses it: one line; then nothing runs
   * @throws NotDoneException if it does not run, or another of its name came first: one line; then
   *     nothing of it runs
   * @throws InterruptedException if this thread is interrupted; the job may run then
   */
  RemoteJob submit(JobArguments job, Path jar, WeirOptions options) throws InterruptedException;

  /**
   * Replaces a job that runs by another, which goes on with its state; returns when that runs.
   *
   * @param running what {@link #find} gave
   * @param job the next one, with a pipeline of the same name
   * @param jar what {@code weir package} made for this runner
   * @param options what {@link #options} gave for the next one
   * @throws InvalidSettingException if the next one cannot go on with the state, as far as that can
   *     be told before: one line; then the one that runs still does
   * @throws NotDoneException if it fails later: one line, which says how to go on
   * @throws InterruptedException if this thread is interrupted; one of both may run then
   */
  RemoteJob upgrade(RemoteJob running, JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException;

  /**
   * The jobs of that name that have not ended: more than one only where a runner lets there be.
   *
   * @param options with the job's name and where the cluster is
   * @throws InvalidSettingException if the cluster does not answer: one line
   */
  List<RemoteJob> find(WeirOptions options);
}
