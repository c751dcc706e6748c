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
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Test;

public class DataflowDefaultsTest {

  private static DataflowPipelineOptions options() {
    String[] arguments =
        DataflowDefaults.options().entrySet().stream()
            .map(option -> "--" + option.getKey() + "=" + option.getValue())
            .toArray(String[]::new);
    return PipelineOptionsFactory.fromArgs(arguments).as(DataflowPipelineOptions.class);
  }

  @Test
  public void theyAreAStreamOnRunnerTwoAndStreamingEngine() {
    DataflowPipelineOptions options = options();

    assertThat(options.getRunner(), is((Object) DataflowRunner.class));
    assertThat(DataflowRunner.hasExperiment(options, "use_runner_v2"), is(true));
    assertThat(options.isEnableStreamingEngine(), is(true));
    assertThat(options.isStreaming(), is(true));
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
