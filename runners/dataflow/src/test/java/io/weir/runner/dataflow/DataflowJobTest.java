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
package io.weir.runner.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.JobArguments;
import java.util.List;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.junit.Test;

public class DataflowJobTest {

  private static DataflowPipelineOptions options(String... arguments) {
    return DataflowJob.options(JobArguments.of(List.of(arguments)))
        .as(DataflowPipelineOptions.class);
  }

  @Test
  public void aJobIsAStreamOnRunnerTwoAndStreamingEngine() {
    DataflowPipelineOptions options = options("--pipeline=fraud");

    assertThat(options.getRunner(), is((Object) DataflowRunner.class));
    assertThat(DataflowRunner.hasExperiment(options, "use_runner_v2"), is(true));
    assertThat(options.isEnableStreamingEngine(), is(true));
    assertThat(options.isStreaming(), is(true));
    assertThat(options.getUsePublicIps(), is(false));
    assertThat(options.getJobName(), is("weir-fraud"));
  }

  @Test
  public void experimentsOfTheUserDoNotTakeRunnerTwoAway() {
    DataflowPipelineOptions options = options("--pipeline=fraud", "--experiments=other");

    assertThat(options.getExperiments(), containsInAnyOrder("other", "use_runner_v2"));
  }

  @Test
  public void whatTheUserSaysComesBeforeTheProfile() {
    assertThat(options("--pipeline=fraud").getMaxNumWorkers(), is(10));
    assertThat(options("--pipeline=fraud", "--max-num-workers=3").getMaxNumWorkers(), is(3));
  }

  /** Only the first hop of features drops repeats by their ids. */
  @Test
  public void noProfileLetsTheServiceRepeatItself() {
    for (String profile : List.of("latency", "throughput")) {
      assertThat(
          options("--pipeline=fraud", "--profile=" + profile).getExperiments(),
          contains("use_runner_v2"));
    }
  }

  @Test
  public void noOtherRunnerIsOnTheClassPath() {
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("org.apache.beam.runners.flink.FlinkRunner"));
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("org.apache.beam.runners.direct.DirectRunner"));
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("org.apache.beam.runners.spark.SparkRunner"));
  }
}
