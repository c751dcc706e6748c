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
package io.weir.runner.flink.launch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.JobArguments;
import io.weir.pipelines.Profile;
import io.weir.runner.flink.FlinkOptions;
import io.weir.runner.flink.FlinkProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FlinkSettingsTest {
  /** Of each setting of the profiles a value that none of them has. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("state.backend.type", "hashmap"),
          Map.entry("state.backend.incremental", "false"),
          Map.entry("state.backend.rocksdb.timer-service.factory", "ROCKSDB"),
          Map.entry("restart-strategy.type", "none"),
          Map.entry("restart-strategy.exponential-delay.initial-backoff", "7 min"),
          Map.entry("restart-strategy.exponential-delay.max-backoff", "7 min"),
          Map.entry("restart-strategy.exponential-delay.reset-backoff-threshold", "7 min"),
          Map.entry("execution.buffer-timeout.interval", "7 min"),
          Map.entry("execution.checkpointing.unaligned.enabled", "false"),
          Map.entry("execution.checkpointing.aligned-checkpoint-timeout", "7 min"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String file(String... lines) throws IOException {
    Path conf = folder.newFolder().toPath();
    Files.write(conf.resolve("config.yaml"), List.of(lines));
    return "--flinkConfDir=" + conf;
  }

  private static FlinkSettings settings(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--pipeline=fraud"));
    arguments.addAll(List.of(more));
    return FlinkSettings.of(JobArguments.of(arguments));
  }

  /** Flink knows some by an older name, too, by which the profile would hide them. */
  @Test
  public void whatTheUsersFileSaysComesBeforeTheProfileByEachNameThatFlinkKnows() throws Exception {
    Map<String, ConfigOption<?>> known = FlinkOptions.known();
    for (String profile : List.of("latency", "throughput")) {
      for (Profile.Setting setting : FlinkProfile.named(profile).settings(FlinkProfile.FLINK)) {
        ConfigOption<?> option = requireNonNull(known.get(setting.name()));
        String other = requireNonNull(OTHERS.get(setting.name()));
        for (String name : names(option)) {
          FlinkSettings settings = settings("--profile=" + profile, file(name + ": " + other));

          assertThat(
              name,
              settings.all().get(option),
              is((Object) Configuration.fromMap(Map.of(setting.name(), other)).get(option)));
          assertThat(
              settings.profile().settings(FlinkProfile.FLINK).stream()
                  .map(Profile.Setting::toString)
                  .collect(toSet()),
              hasItem(
                  setting.name()
                      + "="
                      + other
                      + " (so in the file of --flinkConfDir, in the place of "
                      + setting.value()
                      + ")"));
        }
      }
    }
  }

  private static List<String> names(ConfigOption<?> option) {
    List<String> names = new ArrayList<>(List.of(option.key()));
    for (FallbackKey key : option.fallbackKeys()) {
      names.add(key.getKey());
    }
    return names;
  }

  @Test
  public void withoutAFileTheProfileHolds() {
    assertThat(
        settings().all().toMap(), is(FlinkProfile.named("latency").values(FlinkProfile.FLINK)));
    assertThat(
        Stream.of("latency", "throughput")
            .flatMap(name -> FlinkProfile.named(name).values(FlinkProfile.FLINK).keySet().stream())
            .collect(toSet()),
        is(OTHERS.keySet()));
  }

  /** Beam sets what it has options for, whatever the file says. */
  @Test
  public void whatTheFileSaysInFlinksWordsIsSaidInBeams() throws IOException {
    String file =
        file(
            "parallelism.default: 3",
            "pipeline.max-parallelism: 64",
            "pipeline.object-reuse: false",
            "pipeline.auto-watermark-interval: 70 ms",
            "execution.checkpointing.mode: AT_LEAST_ONCE",
            "execution.checkpointing.interval: 7 s",
            "execution.checkpointing.timeout: 30 min",
            "execution.checkpointing.externalized-checkpoint-retention: DELETE_ON_CANCELLATION");

    FlinkPipelineOptions options = options(file);
    assertThat(options.getParallelism(), is(3));
    assertThat(options.getMaxParallelism(), is(64));
    assertThat(options.getObjectReuse(), is(false));
    assertThat(options.getAutoWatermarkInterval(), is(70L));
    assertThat(options.getCheckpointingMode(), is("AT_LEAST_ONCE"));
    assertThat(options.getCheckpointingInterval(), is(7_000L));
    assertThat(options.getCheckpointTimeoutMillis(), is(1_800_000L));
    assertThat(options.getRetainExternalizedCheckpointsOnCancellation(), is(false));

    assertThat(
        options(file, "--checkpointing-interval=3000").getCheckpointingInterval(), is(3_000L));
  }

  private static FlinkPipelineOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--pipeline=fraud"));
    arguments.addAll(List.of(more));
    return new FlinkRemoteRunner()
        .options(JobArguments.of(arguments))
        .as(FlinkPipelineOptions.class);
  }

  @Test
  public void thePlanSaysWhoseAValueIs() throws IOException {
    List<String> said =
        List.of(
            settings(file("execution.checkpointing.interval: 7 s"), "--max-bundle-size=5")
                .profile()
                .settings(FlinkProfile.OPTIONS)
                .toString()
                .split("(?<=\\)), "));

    assertThat(
        said,
        hasItem(
            startsWith(
                "checkpointingInterval=7000 (so in the file of --flinkConfDir, in the place of"
                    + " 1000)")));
    assertThat(
        said, hasItem(startsWith("maxBundleSize=5 (given as an option, in the place of 1000)")));
  }

  @Test
  public void aFolderThatCannotBeReadIsOneLine() {
    InvalidSettingException refused =
        assertThrows(
            InvalidSettingException.class, () -> settings("--flink-conf-dir=/proc/nowhere").all());

    assertThat(
        refused.getMessage(),
        startsWith("--flinkConfDir is /proc/nowhere, which cannot be read: "));
  }
}
