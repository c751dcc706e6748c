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
package io.weir.runner.spark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Test;

public class SparkDefaultsTest {

  private static SparkPipelineOptions options() {
    String[] arguments =
        SparkDefaults.local(3).entrySet().stream()
            .map(option -> "--" + option.getKey() + "=" + option.getValue())
            .toArray(String[]::new);
    return PipelineOptionsFactory.fromArgs(arguments).as(SparkPipelineOptions.class);
  }

  @Test
  public void theyAreSparkInThisProcess() {
    assertThat(options().getRunner(), is((Object) SparkRunner.class));
    assertThat(options().getSparkMaster(), is("local[3]"));
  }

  @Test
  public void noWorkersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> SparkDefaults.local(0));
  }

  @Test
  public void aPipelineWithAnEndIsAcceptedAndOneWithoutIsRefused() {
    Pipeline bounded = Pipeline.create(options());
    bounded.apply("numbers", GenerateSequence.from(0).to(10));
    SparkDefaults.requireBounded(bounded);

    Pipeline unbounded = Pipeline.create(options());
    unbounded.apply("numbers", GenerateSequence.from(0));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> SparkDefaults.requireBounded(unbounded))
            .toString(),
        containsString("numbers"));
  }

  @Test
  public void noOtherRunnerIsOnTheClassPath() {
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("org.apache.beam.runners.flink.FlinkRunner"));
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("org.apache.beam.runners.direct.DirectRunner"));
  }
}
