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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.weir.features.Arrival;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.Test;

public final class FlinkProfileTest {
  private static final List<String> NAMES = List.of("latency", "throughput");

  /** The oracle is Beam, which refuses an option that it does not know or cannot read. */
  @Test
  public void everyOptionOfAProfileIsOneOfBeams() {
    for (String name : NAMES) {
      FlinkPipelineOptions options =
          FlinkJob.options(JobArguments.of(List.of("--pipeline=fraud", "--profile=" + name)))
              .as(FlinkPipelineOptions.class);

      assertThat(options.getObjectReuse(), is(true));
      assertThat(
          String.valueOf(options.getMaxBundleTimeMills()),
          is(FlinkProfile.named(name).values(FlinkProfile.OPTIONS).get("maxBundleTimeMills")));
    }
  }

  /** The oracle is Flink's own list of what there is, and how it reads a value. */
  @Test
  public void everySettingOfAProfileIsOneOfFlinks() throws IllegalAccessException {
    Map<String, ConfigOption<?>> known = FlinkOptions.known();
    for (String name : NAMES) {
      for (Profile.Setting setting : FlinkProfile.named(name).settings(FlinkProfile.FLINK)) {
        ConfigOption<?> option = known.get(setting.name());
        assertThat(setting.toString(), option, is(not(nullValue())));
        assertThat(
            setting.toString(),
            Configuration.fromMap(Map.of(setting.name(), setting.value())).get(option),
            is(not(nullValue())));
      }
    }
  }

  @Test
  public void eventTimeIsTunedForThroughputAndArrivalForLatency() {
    assertThat(FlinkProfile.of(Arrival.EVENT_TIME).name(), is("throughput"));
    assertThat(FlinkProfile.of(Arrival.ON_ARRIVAL).name(), is("latency"));
  }
}
