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
import io.weir.pipelines.Application;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SimulationSettings;
import io.weir.streams.WatermarkSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run is told, and what follows from it. Immutable. */
public final class RunSettings {
  /** Events a second where nothing is said: the Direct runner sustains it on two cores. */
  public static final double USUAL_RATE = 100;

  final Application application;
  final LocalRunner runner;
  final @Nullable String bootstrapServers;
  final @Nullable Path input;
  final @Nullable Path output;
  final @Nullable Path checkpoints;
  final @Nullable Integer pagePort;
  final @Nullable String triton;
  final boolean page;
  final long events;
  final double rate;
  final long seed;
  final int parallelism;
  final List<String> pipelineArguments;
  final List<String> otherOptions;
  private final boolean simulate;
  private final @Nullable Arrival arrival;

  private RunSettings(Builder builder) {
    this.application = builder.application;
    this.runner = builder.runner;
    this.bootstrapServers = builder.bootstrapServers;
    this.input = builder.input;
    this.output = builder.output;
    this.checkpoints = builder.checkpoints;
    this.page = builder.page;
    this.pagePort = builder.pagePort;
    this.triton = builder.triton;
    this.events = builder.events == null ? SimulationSettings.UNBOUNDED : builder.events;
    this.seed = builder.seed;
    this.parallelism = builder.parallelism;
    this.pipelineArguments = List.copyOf(builder.pipelineArguments);
    this.otherOptions = List.copyOf(builder.otherOptions);
    this.simulate = builder.simulate;
    this.arrival = builder.arrival;
    double usualRate = input == null ? USUAL_RATE : 0;
    this.rate = builder.rate == null ? usualRate : builder.rate;
    check(!(simulate && input != null), "--simulate and --input are both given, give one");
    check(events >= 1, "--events is " + events + ", must be at least 1");
    check(
        rate >= 0 && !Double.isInfinite(rate),
        "--rate is " + rate + ", must be 0 (as fast as possible) or more events a second");
    check(parallelism >= 0, "--parallelism is " + parallelism + ", must be at least 1");
    check(page || pagePort == null, "--page-port and --no-page are both given, give one");
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new InvalidSettingException(message);
    }
  }

  /** Starts to describe a run of an application on a runner. */
  public static Builder of(Application application, LocalRunner runner) {
    return new Builder(application, runner);
  }

  /** Whether Kafka runs inside this process. */
  boolean embedded() {
    return bootstrapServers == null;
  }

  /** Whether the records come from us: then they carry all the time that there is. */
  boolean feeds() {
    return embedded() || simulate || input != null;
  }

  /** Whether our records need topics of their own, lest they meet earlier ends of time. */
  boolean freshTopics() {
    return feeds() && !embedded();
  }

  /** Whether a Triton is to be started on this machine. */
  boolean startsTriton() {
    return "auto".equals(triton);
  }

  boolean bounded() {
    return events != SimulationSettings.UNBOUNDED || input != null;
  }

  Arrival arrival() {
    if (arrival != null) {
      return arrival;
    }
    return input == null ? Arrival.ON_ARRIVAL : Arrival.EVENT_TIME;
  }

  WatermarkSource watermarkFrom() {
    return feeds() ? WatermarkSource.RECORDS : WatermarkSource.CLOCK;
  }

  /** Describes a run. */
  public static final class Builder {
    private final Application application;
    private final LocalRunner runner;
    private @Nullable String bootstrapServers;
    private @Nullable Path input;
    private @Nullable Path output;
    private @Nullable Path checkpoints;
    private @Nullable Integer pagePort;
    private @Nullable String triton;
    private @Nullable Long events;
    private @Nullable Double rate;
    private @Nullable Arrival arrival;
    private boolean page = true;
    private boolean simulate;
    private long seed = 1;
    private int parallelism = RunnerSettings.ANY_PARALLELISM;
    private List<String> pipelineArguments = List.of();
    private List<String> otherOptions = List.of();

    private Builder(Application application, LocalRunner runner) {
      this.application = requireNonNull(application, "application");
      this.runner = requireNonNull(runner, "runner");
    }

    /** {@code auto} for a Triton on this machine, or endpoints; null, the default, is none. */
    public Builder triton(@Nullable String value) {
      this.triton = value;
      return this;
    }

    /** An existing Kafka; null, the default, is an embedded one. */
    public Builder bootstrapServers(@Nullable String value) {
      this.bootstrapServers = value;
      return this;
    }

    /** A file to replay; null, the default, is none. */
    public Builder input(@Nullable Path value) {
      this.input = value;
      return this;
    }

    /** Where the actions go as lines of JSON; null, the default, is nowhere. */
    public Builder output(@Nullable Path value) {
      this.output = value;
      return this;
    }

    /** Where checkpoints go; null, the default, is a temporary folder. */
    public Builder checkpoints(@Nullable Path value) {
      this.checkpoints = value;
      return this;
    }

    /** Whether there is a page, and on which port; a null port is the usual one or any. */
    public Builder page(boolean shown, @Nullable Integer port) {
      this.page = shown;
      this.pagePort = port;
      return this;
    }

    /** After how many events the run ends; null, the default, is never. */
    public Builder events(@Nullable Long value) {
      this.events = value;
      return this;
    }

    /** Events a second; null, the default, is {@link #USUAL_RATE}, and no limit for a file. */
    public Builder rate(@Nullable Double value) {
      this.rate = value;
      return this;
    }

    /** How events are answered; null, the default, is on arrival, and event time for a file. */
    public Builder arrival(@Nullable Arrival value) {
      this.arrival = value;
      return this;
    }

    /** Whether the simulator writes to an existing Kafka. */
    public Builder simulate(boolean value) {
      this.simulate = value;
      return this;
    }

    /** The simulator's seed. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** How many workers; 0, the default, is what suits the runner. */
    public Builder parallelism(int value) {
      this.parallelism = value;
      return this;
    }

    /** Further pipeline options, {@code --name=value} with their Beam names. */
    public Builder pipelineArguments(List<String> value) {
      this.pipelineArguments = requireNonNull(value, "value");
      return this;
    }

    /** What a mistyped option may have been meant to be, beside those of the pipeline. */
    public Builder otherOptions(List<String> value) {
      this.otherOptions = requireNonNull(value, "value");
      return this;
    }

    /**
     * The settings.
     *
     * @throws InvalidSettingException if one is out of its range or contradicts another
     */
    public RunSettings build() {
      return new RunSettings(this);
    }
  }
}
