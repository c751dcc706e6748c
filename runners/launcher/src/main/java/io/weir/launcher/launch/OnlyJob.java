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

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one job that a verb is about. */
public final class OnlyJob {
  private OnlyJob() {}

  /**
   * The only job of the options' name that has not ended.
   *
   * @throws InvalidSettingException if there is none, or several, or the runner does not answer:
   *     one line
   */
  public static RemoteJob of(RemoteRunner runner, WeirOptions options) {
    return of(runner, options, null);
  }

  /**
   * The job of the options' name and an id.
   *
   * @param id the runner's id of it; null: there is only one
   * @throws InvalidSettingException if there is none, or several, or the runner does not answer:
   *     one line
   */
  public static RemoteJob of(RemoteRunner runner, WeirOptions options, @Nullable String id) {
    List<RemoteJob> named = runner.find(options);
    List<RemoteJob> found =
        named.stream().filter(job -> id == null || job.id().equals(id)).collect(toList());
    if (found.size() == 1) {
      return found.get(0);
    }
    String name = "--jobName is " + options.getJobName();
    if (named.isEmpty()) {
      throw new InvalidSettingException(name + ", and no job of that name runs");
    }
    String ids = named.stream().map(RemoteJob::id).collect(joining(", "));
    throw new InvalidSettingException(
        id == null
            ? name + ", and several such jobs run; say by --job-id which: " + ids
            : "--job-id is "
                + id
                + ", must be that of a job named "
                + options.getJobName()
                + ": "
                + ids);
  }
}
