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

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FlinkJobTest {
  private static final Path NONE = Path.of("/nowhere/application_properties.json");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path properties(String json) throws IOException {
    return Files.writeString(folder.newFile().toPath(), json);
  }

  private static String refusal(List<String> arguments, Path properties) {
    return String.valueOf(
        assertThrows(InvalidSettingException.class, () -> FlinkJob.pipeline(arguments, properties))
            .getMessage());
  }

  private static Set<String> steps(Pipeline pipeline) {
    Set<String> names = new HashSet<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            names.add(node.getFullName());
          }
        });
    return names.stream().map(name -> name.replaceFirst("/.*", "")).collect(toSet());
  }

  @Test
  public void aJobIsBuiltFromItsArguments() throws IOException {
    Pipeline pipeline = FlinkJob.pipeline(List.of("--pipeline=fraud", "--topicPrefix=a."), NONE);

    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    assertThat(options.getRunner(), is((Object) FlinkRunner.class));
    assertThat(options.getFlinkMaster(), is("[auto]"));
    assertThat(options.getJobName(), is("weir-fraud"));
    assertThat(options.as(StreamingOptions.class).isStreaming(), is(true));
    assertThat(options.as(WeirOptions.class).getTopicPrefix(), is("a."));
    assertThat(steps(pipeline), hasItem("features"));
  }

  @Test
  public void withoutArgumentsItIsBuiltFromTheRuntimeProperties() throws IOException {
    Path properties =
        properties(
            "[{\"PropertyGroupId\": \"other\", \"PropertyMap\": {}},"
                + " {\"PropertyGroupId\": \"weir\", \"PropertyMap\":"
                + " {\"pipeline\": \"fraud\", \"topicPrefix\": \"b.\", \"profile\": \"throughput\"}}]");

    FlinkPipelineOptions options =
        FlinkJob.pipeline(List.of(), properties).getOptions().as(FlinkPipelineOptions.class);

    assertThat(options.as(WeirOptions.class).getTopicPrefix(), is("b."));
    assertThat(options.getMaxBundleSize(), is(10000L));
  }

  @Test
  public void argumentsComeBeforeTheProperties() throws IOException {
    Path properties = properties("[]");

    FlinkPipelineOptions options =
        FlinkJob.pipeline(List.of("--pipeline=fraud"), properties)
            .getOptions()
            .as(FlinkPipelineOptions.class);

    assertThat(options.getMaxBundleSize(), is(1000L));
  }

  @Test
  public void withoutArgumentsOrAGroupOfOursItIsRefused() throws IOException {
    assertThat(refusal(List.of(), NONE), is("--pipeline is missing, must be fraud"));
    assertThat(
        refusal(List.of(), properties("[{\"PropertyGroupId\": \"wier\", \"PropertyMap\": {}}]")),
        is("the application has property groups [wier], must have one named weir"));
  }

  @Test
  public void aStreamThatMayWaitLongerThanACheckpointIsRefused() {
    assertThat(
        refusal(
            List.of(
                "--pipeline=fraud",
                "--onHeavyFailure=wait",
                "--heavyPatience=PT5M",
                "--checkpointTimeoutMillis=300000"),
            NONE),
        is("checkpointTimeoutMillis is 300000, must be above heavyPatience, which is 300000 ms"));
  }
}
