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

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.pipelines.WeirOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A runner that runs pipelines elsewhere, as jobs that outlive this process. Found by {@code
 * ServiceLoader}. Where one waits for a cluster, it does so for a bounded time.
 */
public interface RemoteRunner {

  /** The name by which it is chosen, such as {@code flink}. */
  String name();

  /** How a job is tuned. */
  Profile profile(JobArguments job);

  /**
   * The options of a job with this runner's settings, as the job itself will have them.
   *
   * @throws InvalidSettingException if one is wrong: one line
   */
  WeirOptions options(JobArguments job);

  /**
   * Checks what can be checked before anything is changed: that the cluster answers, that its paths
   * can be written.
   *
   * @return what was found, a line each
   * @throws InvalidSettingException if something is wrong: one line
   */
  List<String> check(WeirOptions options);

  /**
   * Submits a job, and returns when it runs.
   *
   * @param jar what {@code weir package} made for this runner
   * @param options what {@link #options} gave
   * @throws InvalidSettingException if the cluster or the state that it is to go on from refuses
   *     it: one line; then nothing runs
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
   * @throws IllegalStateException if it fails later: one line, which says how to go on
   * @throws InterruptedException if this thread is interrupted; one of both may run then
   */
  RemoteJob upgrade(RemoteJob running, JobArguments job, Path jar, WeirOptions options)
      throws InterruptedException;

  /**
   * The job of that name that has not ended.
   *
   * @param options with the job's name and where the cluster is
   * @throws InvalidSettingException if the cluster does not answer, or has several: one line
   */
  Optional<RemoteJob> find(WeirOptions options);
}
