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
package io.weir.launcher.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ModelRepositoryTest {
  private static final String HEAVY = "classpath:/fraud/heavy";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private ModelRepository repository() throws IOException {
    return ModelRepository.in(temporary.getRoot().toPath().resolve("models"));
  }

  private static Path modelFolder(Path folder, String manifest) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("model.onnx"), "no model, but its bytes");
    Files.writeString(folder.resolve("model.json"), manifest);
    return folder;
  }

  private static String manifest(String engine, String more) {
    return "{\"name\": \"small\", \"version\": \"1\", \"engine\": \""
        + engine
        + "\", \"file\": \"model.onnx\", \"sha256\":"
        + " \""
        + SHA_256
        + "\","
        + " \"features\": [\"a\", \"b\"], \"output\": \"p\""
        + more
        + "}";
  }

  private static final String SHA_256 =
      "3eae3fe76e85c730c4775dcaa71ace9cdf521774222ed707e84f88cc29fa1980";

  @Test
  public void theHeavyModelIsLaidOutAsTritonReadsIt() throws Exception {
    ModelRepository models = repository().add(HEAVY);

    assertThat(models.names(), contains("fraud-heavy"));
    Path model = models.folder().resolve("fraud-heavy");
    ModelFolder source = ModelFolder.at(HEAVY);
    assertThat(
        Files.readAllBytes(model.resolve("1/model.onnx")),
        is(source.readModel(source.readManifest())));
    assertThat(
        Files.readString(model.resolve("1/model.py")), containsString("class TritonPythonModel"));
    assertThat(
        Files.readString(model.resolve("config.pbtxt")),
        is(
            String.join(
                "\n",
                "name: \"fraud-heavy\"",
                "backend: \"python\"",
                "max_batch_size: 64",
                "input [ { name: \"features\" data_type: TYPE_FP32 dims: [ 15 ] } ]",
                "output [ { name: \"score\" data_type: TYPE_FP32 dims: [ 1 ] } ]",
                "dynamic_batching { preferred_batch_size: [ 16, 64 ] max_queue_delay_microseconds:"
                    + " 500 }",
                "instance_group [ { kind: KIND_CPU count: 1 } ]",
                "parameters { key: \"onnx_output\" value: { string_value: \"score\" } }",
                "parameters { key: \"padded_rows\" value: { string_value: \"0\" } }",
                "")));
  }

  @Test
  public void aModelThatDoesNotPromiseIndependentRowsIsPaddedToItsLargestBatch() throws Exception {
    Path folder =
        modelFolder(
            temporary.getRoot().toPath().resolve("small"), manifest("onnx", ", \"max_batch\": 8"));

    ModelRepository models = repository().add(folder.toString());

    String config = Files.readString(models.folder().resolve("small/config.pbtxt"));
    assertThat(config, containsString("max_batch_size: 8\n"));
    assertThat(config, containsString("preferred_batch_size: [ 8 ]"));
    assertThat(config, containsString("\"padded_rows\" value: { string_value: \"8\" }"));
    assertThat(config, containsString("\"onnx_output\" value: { string_value: \"p\" }"));
  }

  @Test
  public void aModelOfAnotherEngineIsRefused() throws Exception {
    Path folder =
        modelFolder(temporary.getRoot().toPath().resolve("small"), manifest("tflite", ""));
    InvalidModelException refused =
        assertThrows(InvalidModelException.class, () -> repository().add(folder.toString()));
    assertThat(refused.getMessage(), containsString("\"engine\" is \"tflite\"; allowed: \"onnx\""));
  }

  @Test
  public void aFileThatIsNotTheManifestsIsRefused() throws Exception {
    Path folder = modelFolder(temporary.getRoot().toPath().resolve("small"), manifest("onnx", ""));
    Files.write(folder.resolve("model.onnx"), "another".getBytes(StandardCharsets.UTF_8));
    assertThrows(InvalidModelException.class, () -> repository().add(folder.toString()));
  }

  @Test
  public void aModelOfOnesOwnHasTheUsualTensors() throws Exception {
    ModelRepository models = repository().add("slow", 4, "the program");

    Path model = models.folder().resolve("slow");
    assertThat(Files.readString(model.resolve("1/model.py")), is("the program"));
    String config = Files.readString(model.resolve("config.pbtxt"));
    assertThat(config, containsString("name: \"slow\"\n"));
    assertThat(config, containsString("dims: [ 4 ]"));
    assertThat(config, containsString("max_batch_size: 64\n"));
  }

  @Test
  public void aNameThatLeavesTheFolderOrComesTwiceIsRefused() throws Exception {
    ModelRepository models = repository().add("slow", 4, "");
    assertThrows(IllegalArgumentException.class, () -> models.add("../slow", 4, ""));
    assertThrows(IllegalArgumentException.class, () -> models.add("slow", 4, ""));
  }
}
