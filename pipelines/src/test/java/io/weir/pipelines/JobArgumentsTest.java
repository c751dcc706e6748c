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
package io.weir.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class JobArgumentsTest {
  private static String refusal(String... arguments) {
    return String.valueOf(
        assertThrows(InvalidSettingException.class, () -> JobArguments.of(List.of(arguments)))
            .getMessage());
  }

  @Test
  public void aJobIsAPipelineAProfileAndOptions() {
    JobArguments job =
        JobArguments.of(List.of("--topic-prefix=a.", "--pipeline=fraud", "--profile=throughput"));

    assertThat(job.application().name(), is("fraud"));
    assertThat(job.profile(), is("throughput"));
    assertThat(job.others(), contains("--topicPrefix=a."));
  }

  @Test
  public void propertiesAreArgumentsByTheSameNames() {
    JobArguments job = JobArguments.of(Map.of("pipeline", "fraud", "topicPrefix", "a."));

    assertThat(job.application().name(), is("fraud"));
    assertThat(job.profile(), is("latency"));
    assertThat(job.others(), contains("--topicPrefix=a."));
  }

  @Test
  public void whatAJobIsIsAmongItsOptions() {
    JobOptions options =
        JobArguments.of(List.of("--pipeline=fraud"))
            .options(Map.of("jobName", "job"), Map.of())
            .as(JobOptions.class);

    assertThat(options.getPipeline(), is("fraud"));
    assertThat(options.getProfile(), is("latency"));
    assertThat(options.getJobName(), is("job"));
  }

  @Test
  public void aJobOfNoPipelineOrNoProfileIsRefused() {
    assertThat(refusal(), is("--pipeline is missing, must be fraud"));
    assertThat(
        refusal("--pipeline=fruad"), is("--pipeline is fruad, must be fraud, did you mean fraud?"));
    assertThat(
        refusal("--pipeline=fraud", "--profile=fast"),
        is("--profile is fast, must be latency or throughput"));
  }

  @Test
  public void aModelThatCannotBeReadIsRefusedInOneLine() {
    JobArguments job = JobArguments.of(List.of("--pipeline=fraud", "--model=/nowhere"));
    WeirOptions options = job.options(Map.of(), Map.of());

    assertThat(
        assertThrows(
                InvalidSettingException.class,
                () -> JobArguments.pipeline(job.application(), options))
            .getMessage(),
        startsWith("--model is /nowhere, which cannot be used: "));
  }
}
