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
package io.weir.runner.flink.local;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import com.google.common.base.Throwables;
import io.weir.features.Arrival;
import io.weir.launcher.logs.Logs;
import io.weir.launcher.run.LocalRunner;
import io.weir.launcher.run.RunnerSettings;
import io.weir.launcher.run.RunningPipeline;
import io.weir.launcher.run.RunningPipeline.State;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.RouterOptions;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class FlinkLocalRunnerTest {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  @Rule public Timeout timeout = Timeout.seconds(120);

  private LocalRunner runner;

  @BeforeClass
  public static void quiet() {
    Logs.quiet();
  }

  @Before
  public void find() {
    runner = ServiceLoader.load(LocalRunner.class).findFirst().orElseThrow();
    assertThat(runner.name(), is("flink"));
  }

  @Test
  public void aStreamThatMayWaitLongerThanACheckpointIsRefused() {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--onHeavyFailure=wait", "--heavyPatience=PT5M", "--checkpointTimeoutMillis=300000")
            .as(RouterOptions.class);

    assertThat(
        assertThrows(InvalidSettingException.class, () -> runner.check(options)).getMessage(),
        is("checkpointTimeoutMillis is 300000, must be above heavyPatience, which is 300000 ms"));

    options.as(RouterOptions.class).setHeavyPatience("PT4M");
    runner.check(options);
  }

  private Pipeline pipeline() {
    String[] arguments =
        runner
            .defaults(
                RunnerSettings.of(
                    Arrival.ON_ARRIVAL, 1, folder.getRoot().toPath().resolve("checkpoints")))
            .entrySet()
            .stream()
            .map(option -> "--" + option.getKey() + "=" + option.getValue())
            .toArray(String[]::new);
    return Pipeline.create(PipelineOptionsFactory.fromArgs(arguments).withValidation().create());
  }

  private static State end(RunningPipeline running) throws InterruptedException {
    while (running.state() == State.RUNNING) {
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
    }
    return running.state();
  }

  /** Fails at one number. */
  static final class FailAt extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1L;

    private final long number;

    FailAt(long number) {
      this.number = number;
    }

    @ProcessElement
    public void process(@Element Long element, OutputReceiver<Long> output) {
      if (element == number) {
        throw new IllegalStateException("number " + number + " is not wanted");
      }
      output.output(element);
    }
  }

  @Test
  public void aPipelineWhoseSourcesEndFinishes() throws Exception {
    Pipeline pipeline = pipeline();
    pipeline
        .apply(
            "numbers",
            TestStream.create(VarLongCoder.of()).addElements(1L, 2L).advanceWatermarkToInfinity())
        .apply("pass", ParDo.of(new FailAt(-1)));
    try (RunningPipeline running = runner.start(pipeline)) {
      assertThat(end(running), is(State.FINISHED));
      assertThat(running.failure(), is(nullValue()));
    }
  }

  @Test
  public void aFailureEndsThePipelineAndIsTold() throws Exception {
    Pipeline pipeline = pipeline();
    pipeline
        .apply("numbers", GenerateSequence.from(0).withRate(100, Duration.standardSeconds(1)))
        .apply("fail", ParDo.of(new FailAt(7)));
    try (RunningPipeline running = runner.start(pipeline)) {
      assertThat(end(running), is(State.FAILED));
      assertThat(
          Throwables.getRootCause(requireNonNull(running.failure())).getMessage(),
          containsString("number 7 is not wanted"));
    }
  }

  @Test
  public void closingStopsAnEndlessPipeline() {
    Pipeline pipeline = pipeline();
    pipeline
        .apply("numbers", GenerateSequence.from(0).withRate(100, Duration.standardSeconds(1)))
        .apply("pass", ParDo.of(new FailAt(-1)));
    RunningPipeline running = runner.start(pipeline);
    assertThat(running.state(), is(State.RUNNING));
    running.close();
    assertThat(running.state(), is(State.CANCELLED));
    assertThat(running.failure(), is(nullValue()));
  }
}
