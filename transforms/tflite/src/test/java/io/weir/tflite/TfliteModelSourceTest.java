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
package io.weir.tflite;

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
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TfliteModelSourceTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void aSourceSaysWhatItsManifestSays() {
    TfliteModelSource source = TestModels.source("network");

    assertThat(source.description().name(), is("network"));
    assertThat(source.description().lane(), is(Lane.TFLITE));
    assertThat(source.description().features().get(14), is("feature_14"));
    assertThat(source.manifest().thresholds().orElseThrow().review(), is(0.5));
    assertThat(source.id(), startsWith("tflite:network:1:"));
  }

  @Test
  public void aSourceThatTravelledOpensTheSameModel() throws Exception {
    TfliteModelSource source = TestModels.source("network");
    TfliteModelSource travelled = SerializableUtils.clone(source);

    try (SharedModels.Lease first = SharedModels.ofProcess().acquire(source);
        SharedModels.Lease second = SharedModels.ofProcess().acquire(travelled)) {
      assertThat(first.model() == second.model(), is(true));
    }
  }

  @Test
  public void namesOfTensorsServeAsWellAsThoseOfTheSignature() throws Exception {
    copy("network");
    edit("\"features\",", "\"serving_default_features:0\",");
    edit("\"probabilities\"", "\"StatefulPartitionedCall:0\"");

    try (Model named = TfliteModelSource.of(path().toString()).open();
        Model signed = TestModels.source("network").open()) {
      assertThat(
          TestModels.score(named, TestModels.rows(5, 4)),
          is(TestModels.score(signed, TestModels.rows(5, 4))));
    }
  }

  @Test
  public void anotherEngineIsRefused() throws Exception {
    copy("network");
    edit("\"engine\": \"tflite\"", "\"engine\": \"onnx\"");

    assertThat(
        assertThrows(InvalidModelException.class, () -> TfliteModelSource.of(path().toString()))
            .getMessage(),
        is(
            "model folder "
                + path()
                + ", model.json: field \"engine\" is \"onnx\"; allowed: \"tflite\""));
  }

  @Test
  public void aChangedFileIsRefused() throws Exception {
    copy("network");
    byte[] content = Files.readAllBytes(path().resolve("model.tflite"));
    content[1000] ^= 1;
    Files.write(path().resolve("model.tflite"), content);

    assertThat(refused(path().toString()), containsString("field \"sha256\" is "));
  }

  @Test
  public void aFileThatIsNoModelIsRefusedInOneLine() throws Exception {
    for (String content : new String[] {"", "nonsense", "12345678TFL3, and then nonsense"}) {
      assertThat(
          refused(content.getBytes(UTF_8)),
          is(
              "model network 1: field \"file\" is \"model.tflite\"; allowed: a file that TensorFlow"
                  + " Lite can load"));
    }
  }

  @Test
  public void aFileThatWasCutOffIsRefused() throws Exception {
    byte[] content = content("network");
    for (int length = 8; length < content.length; length += 397) {
      assertThat(refused(Arrays.copyOf(content, length)), not(containsString("\n")));
    }
  }

  @Test
  public void anOperatorThatIsUnknownIsRefused() throws Exception {
    byte[] content = content("logistic");
    ModelManifest manifest = ModelFolder.at("classpath:models/logistic").readManifest();
    // A code that no operator has, in place of each byte that may be the code of LOGISTIC.
    for (int at = 0; at < content.length; at++) {
      if (content[at] == 14) {
        content[at] = 121;
      }
    }

    String message =
        String.valueOf(
            assertThrows(InvalidModelException.class, () -> TfliteModel.open(manifest, content))
                .getMessage());

    assertThat(message, startsWith("model logistic 1: "));
    assertThat(message, not(containsString("\n")));
  }

  @Test
  public void anInputOfAnotherWidthIsRefused() {
    assertThat(
        refusedModel("narrow"),
        is(
            "model narrow 1: input \"input\" is FLOAT32[1, 14]; allowed: FLOAT32[1, 15], rows with"
                + " the manifest's 15 features"));
  }

  @Test
  public void anInputOfAnotherTypeIsRefused() {
    assertThat(refusedModel("integers"), containsString("input \"input\" is INT32[1, 15];"));
  }

  @Test
  public void aSecondInputIsRefused() {
    assertThat(
        refusedModel("pair"),
        is(
            "model pair 1: field \"input\" is \"input\", the model's inputs are [input, second];"
                + " allowed: a model's only input"));
  }

  @Test
  public void aModelThatCannotBeResizedIsRefused() {
    assertThat(
        refusedModel("fixed"),
        is(
            "model fixed 1: field \"max_batch\" is 64, but the model cannot be resized to [64, 15];"
                + " allowed: a batch that it was made for"));
  }

  @Test
  public void aModelThatCannotBeResizedIsOpenedForOneRowAtATime() throws Exception {
    copy("fixed");
    edit("\"output\": \"score\"", "\"output\": \"score\", \"max_batch\": 1");

    try (Model model = TfliteModelSource.of(path().toString()).open()) {
      assertThat(TestModels.score(model, TestModels.rowOf(2)), is(new float[] {30}));
    }
  }

  @Test
  public void anOutputOfManyColumnsIsRefused() {
    assertThat(
        refusedModel("wide"),
        is(
            "model wide 1: output \"score\" is FLOAT32[64, 15] for 64 rows; allowed: FLOAT32[64],"
                + " FLOAT32[64, 1] or FLOAT32[64, 2]"));
  }

  @Test
  public void anInputNameThatTheModelLacksIsRefused() throws Exception {
    copy("network");
    edit("\"input\": \"features\"", "\"input\": \"rows\"");

    assertThat(
        refused(path().toString()),
        is(
            "model network 1: field \"input\" is \"rows\", the model's inputs are [features,"
                + " serving_default_features:0]; allowed: a model's only input"));
  }

  @Test
  public void anOutputNameThatTheModelLacksIsRefused() throws Exception {
    copy("network");
    edit("\"probabilities\"", "\"score\"");

    assertThat(
        refused(path().toString()),
        is(
            "model network 1: field \"output\" is \"score\"; allowed: [probabilities,"
                + " StatefulPartitionedCall:0]"));
  }

  @Test
  public void aModelWhoseScoresDependOnTheBatchIsRefused() {
    assertThat(
        refusedModel("entangled"),
        containsString("field \"max_batch\" is 64; allowed: 1, because a row scores"));
  }

  @Test
  public void bytesThatWereTurnedOverNeverBringTheProcessDownAtLoading() throws Exception {
    byte[] content = content("network");
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      byte[] damaged = content.clone();
      // Only the head: what lies in the weights changes scores, and the hash guards against that.
      damaged[random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
      refused(damaged);
    }
  }

  private Path path() {
    return temporary.getRoot().toPath();
  }

  private void copy(String name) throws IOException {
    for (String file : new String[] {"model.json", "model.tflite"}) {
      try (InputStream stream =
          TfliteModelSourceTest.class.getResourceAsStream("/models/" + name + "/" + file)) {
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

  private static byte[] content(String name) throws IOException {
    ModelFolder folder = ModelFolder.at("classpath:models/" + name);
    return folder.readModel(folder.readManifest());
  }

  private static String refusedModel(String name) {
    return refused("classpath:models/" + name);
  }

  private static String refused(String folder) {
    TfliteModelSource source = TfliteModelSource.of(folder);
    return String.valueOf(assertThrows(InvalidModelException.class, source::open).getMessage());
  }

  private static String refused(byte[] content) {
    ModelManifest manifest = ModelFolder.at("classpath:models/network").readManifest();
    return String.valueOf(
        assertThrows(InvalidModelException.class, () -> TfliteModel.open(manifest, content))
            .getMessage());
  }
}
