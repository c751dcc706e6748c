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
package io.weir.runner.flink;

import io.weir.features.Arrival;
import io.weir.pipelines.Durations;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Profile;
import io.weir.pipelines.RouterOptions;
import java.time.Duration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The profiles of Flink, and what its options must not be together. */
public final class FlinkProfile {
  /** The kind of a profile's settings that are pipeline options. */
  public static final String OPTIONS = "options";

  /** The kind of a profile's settings that are Flink's own. */
  public static final String FLINK = "flink";

  private static final String RESOURCE = "profiles.yaml";
  private static final long FLINKS_OWN_TIMEOUT = Duration.ofMinutes(10).toMillis();

  private FlinkProfile() {}

  /**
   * The profile of a name.
   *
   * @param name {@code latency} or {@code throughput}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Profile named(String name) {
    return Profile.fromResource(FlinkProfile.class, RESOURCE, name);
  }

  /** The profile that suits an order of answers. */
  public static Profile of(Arrival arrival) {
    return named(arrival == Arrival.EVENT_TIME ? "throughput" : "latency");
  }

  /**
   * Checks that a stream may not stand still for a model longer than for a checkpoint, none of
   * which can be taken meanwhile.
   *
   * @throws InvalidSettingException if it may: one line
   */
  public static void check(PipelineOptions options) {
    RouterOptions router = options.as(RouterOptions.class);
    if (!router.getOnHeavyFailure().equals("wait")) {
      return;
    }
    long patience = Durations.positive("heavyPatience", router.getHeavyPatience()).toMillis();
    long set = options.as(FlinkPipelineOptions.class).getCheckpointTimeoutMillis();
    long timeout = set < 0 ? FLINKS_OWN_TIMEOUT : set;
    if (timeout <= patience) {
      throw new InvalidSettingException(
          "checkpointTimeoutMillis is "
              + timeout
              + ", must be above heavyPatience, which is "
              + patience
              + " ms");
    }
  }
}
