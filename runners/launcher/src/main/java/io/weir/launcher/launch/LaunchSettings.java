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

import static java.util.Objects.requireNonNull;

import io.weir.pipelines.JobArguments;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a launch is told. Immutable. */
public final class LaunchSettings {
  final JobArguments job;
  final RemoteRunner runner;
  final @Nullable Path jar;
  final Callable<Path> build;
  final boolean createTopics;
  final boolean planOnly;
  final List<String> arguments;

  private LaunchSettings(Builder builder) {
    this.job = JobArguments.of(builder.arguments);
    this.runner = builder.runner;
    this.jar = builder.jar;
    this.build = builder.build;
    this.createTopics = builder.createTopics;
    this.planOnly = builder.planOnly;
    this.arguments = List.copyOf(builder.arguments);
  }

  /**
   * Starts to describe the launch of a job.
   *
   * @param arguments the job's, {@code --pipeline} among them
   * @param build makes the package, and is asked when all else is known to be right
   */
  public static Builder of(RemoteRunner runner, List<String> arguments, Callable<Path> build) {
    return new Builder(runner, arguments, build);
  }

  /** Describes a launch. */
  public static final class Builder {
    private final RemoteRunner runner;
    private final List<String> arguments;
    private final Callable<Path> build;
    private @Nullable Path jar;
    private boolean createTopics;
    private boolean planOnly;

    private Builder(RemoteRunner runner, List<String> arguments, Callable<Path> build) {
      this.runner = requireNonNull(runner, "runner");
      this.arguments = List.copyOf(arguments);
      this.build = requireNonNull(build, "build");
    }

    /** What {@code weir package} made before; default: null, it is made now. */
    public Builder jar(@Nullable Path value) {
      jar = value;
      return this;
    }

    /** Whether topics that are missing are made; default: they are an error. */
    public Builder createTopics(boolean value) {
      createTopics = value;
      return this;
    }

    /** Whether all is only checked, and nothing made. */
    public Builder planOnly(boolean value) {
      planOnly = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws io.weir.pipelines.InvalidSettingException if no pipeline or profile of ours is named
     */
    public LaunchSettings build() {
      return new LaunchSettings(this);
    }
  }
}
