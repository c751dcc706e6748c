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
package io.weir.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import io.weir.inference.SharedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class OnnxModelSourceTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void aSourceSaysWhatItsManifestSays() {
    OnnxModelSource source = TestModels.source("trees");

    assertThat(source.description().name(), is("trees"));
    assertThat(source.description().lane(), is(Lane.EMBEDDED));
    assertThat(source.description().features().get(14), is("feature_14"));
    assertThat(source.description().batchInvariant(), is(true));
    assertThat(source.manifest().thresholds().orElseThrow().review(), is(0.5));
    assertThat(source.id(), startsWith("onnx:trees:1:"));
  }

  @Test
  public void aSourceThatTravelledOpensTheSameModel() throws Exception {
    OnnxModelSource source = TestModels.source("trees");
    OnnxModelSource travelled = SerializableUtils.clone(source);

    try (SharedModels.Lease first = SharedModels.ofProcess().acquire(source);
        SharedModels.Lease second = SharedModels.ofProcess().acquire(travelled)) {
      assertThat(first.model() == second.model(), is(true));
    }
  }

  @Test
  public void aFolderOnDiskIsOpened() throws Exception {
    copy("trees");

    try (Model model = OnnxModelSource.of(path().toString()).open()) {
      assertThat(model.description().name(), is("trees"));
    }
  }

  @Test
  public void aFolderThatIsNotThereIsNamed() {
    assertThat(
        assertThrows(InvalidModelException.class, () -> OnnxModelSource.of("/nowhere"))
            .getMessage(),
        is("model folder is /nowhere; allowed: a folder that holds model.json"));
  }

  @Test
  public void anotherEngineIsRefused() throws Exception {
    copy("trees");
    edit("\"onnx\"", "\"tflite\"");

    assertThat(
        assertThrows(InvalidModelException.class, () -> OnnxModelSource.of(path().toString()))
            .getMessage(),
        is(
            "model folder "
                + path()
                + ", model.json: field \"engine\" is \"tflite\"; allowed: \"onnx\""));
  }

  @Test
  public void aChangedFileIsRefused() throws Exception {
    copy("trees");
    byte[] content = Files.readAllBytes(path().resolve("model.onnx"));
    content[1000] ^= 1;
    Files.write(path().resolve("model.onnx"), content);

    assertThat(refused(path().toString()), containsString("field \"sha256\" is "));
  }

  @Test
  public void aFileThatIsNoModelIsRefusedInOneLine() throws Exception {
    ModelManifest manifest = ModelFolder.at("classpath:models/trees").readManifest();
    String message =
        String.valueOf(
            assertThrows(
                    InvalidModelException.class,
                    () -> OnnxModel.open(manifest, "nonsense".getBytes(UTF_8)))
                .getMessage());

    assertThat(
        message,
        startsWith(
            "model trees: field \"file\" is \"model.onnx\"; allowed: a file that ONNX Runtime can"
                + " load ("));
    assertThat(message, not(containsString("\n")));
  }

  @Test
  public void anInputOfAnotherWidthIsRefused() {
    assertThat(
        refusedModel("narrow"),
        is(
            "model narrow 1: input \"input\" is FLOAT[-1, 14], where -1 means any size; allowed:"
                + " FLOAT[-1, 15], any number of rows with the manifest's 15 features"));
  }

  @Test
  public void anInputOfAnotherTypeIsRefused() {
    assertThat(refusedModel("doubles"), containsString("input \"input\" is DOUBLE[-1, 15],"));
  }

  @Test
  public void anInputWithAFixedBatchIsRefused() {
    assertThat(refusedModel("fixed"), containsString("input \"input\" is FLOAT[1, 15],"));
  }

  @Test
  public void anOutputOfManyColumnsIsRefused() {
    assertThat(
        refusedModel("wide"),
        is(
            "model wide 1: output \"score\" has shape [2, 15] for 2 rows; allowed: [2], [2, 1] or"
                + " [2, 2]"));
  }

  @Test
  public void aZipMapOfThreeClassesIsRefused() throws Exception {
    String json =
        "{\"name\": \"classes\", \"version\": \"1\", \"engine\": \"onnx\", \"file\": \"model.onnx\","
            + " \"sha256\": \""
            + "0".repeat(64)
            + "\", \"features\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"],"
            + " \"output\": \"output_probability\"}";
    ModelManifest manifest = ModelManifest.parse(json.getBytes(UTF_8), "the test");
    byte[] content = Exports.content("classes");

    assertThat(
        assertThrows(InvalidModelException.class, () -> OnnxModel.open(manifest, content))
            .getMessage(),
        is(
            "model classes 1: output \"output_probability\" has 2 rows of classes [0, 1, 2] for 2"
                + " rows; allowed: 2 rows of 2 classes"));
  }

  @Test
  public void anInputNameThatTheModelLacksIsRefused() throws Exception {
    copy("trees");
    edit("\"input\": \"input\"", "\"input\": \"rows\"");

    assertThat(
        refused(path().toString()),
        is(
            "model trees 1: field \"input\" is \"rows\", the model's inputs are [input]; allowed:"
                + " a model's only input"));
  }

  @Test
  public void anOutputNameThatTheModelLacksIsRefused() throws Exception {
    copy("trees");
    edit("\"probabilities\"", "\"score\"");

    assertThat(
        refused(path().toString()),
        is("model trees 1: field \"output\" is \"score\"; allowed: [label, probabilities]"));
  }

  @Test
  public void anOutputThatIsNoFloatIsRefused() throws Exception {
    copy("trees");
    edit("\"probabilities\"", "\"label\"");

    assertThat(refused(path().toString()), containsString("allowed: a tensor of FLOAT"));
  }

  @Test
  public void aModelWhoseScoresDependOnTheBatchIsRefused() {
    assertThat(
        refusedModel("entangled"),
        containsString("field \"max_batch\" is 64; allowed: 1, because"));
  }

  @Test
  public void aFalsePromiseOfIndependentRowsIsRefused() throws Exception {
    copy("entangled");
    edit("\"output\": \"score\"", "\"output\": \"score\", \"batch_invariant\": true");

    assertThat(
        refused(path().toString()),
        containsString("field \"batch_invariant\" is true; allowed: false, because a row scores"));
  }

  @Test
  public void aModelWhoseScoresDependOnTheBatchIsOpenedForOneRowAtATime() throws Exception {
    copy("entangled");
    edit("\"output\": \"score\"", "\"output\": \"score\", \"max_batch\": 1");

    OnnxModelSource.of(path().toString()).open().close();
  }

  private Path path() {
    return temporary.getRoot().toPath();
  }

  private void copy(String name) throws IOException {
    for (String file : new String[] {"model.json", "model.onnx"}) {
      try (InputStream stream =
          OnnxModelSourceTest.class.getResourceAsStream("/models/" + name + "/" + file)) {
        Files.copy(Objects.requireNonNull(stream), path().resolve(file));
      }
    }
  }

  private void edit(String target, String replacement) throws IOException {
    Path manifest = path().resolve("model.json");
    String json = Files.readString(manifest);
    assertThat(json, containsString(target));
    Files.writeString(manifest, json.replace(target, replacement));
  }

  private static String refusedModel(String name) {
    return refused("classpath:models/" + name);
  }

  private static String refused(String folder) {
    OnnxModelSource source = OnnxModelSource.of(folder);
    return String.valueOf(assertThrows(InvalidModelException.class, source::open).getMessage());
  }
}
