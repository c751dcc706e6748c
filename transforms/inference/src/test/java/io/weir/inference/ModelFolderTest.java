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
package io.weir.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ModelFolderTest {
  private static final byte[] CONTENT = "a model".getBytes(UTF_8);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void aFolderIsReadByItsPath() throws Exception {
    write(Sha256.of(CONTENT));
    ModelFolder folder = ModelFolder.at(path().toString());

    assertThat(folder.readModel(folder.readManifest()), is(CONTENT));
  }

  @Test
  public void aFolderIsReadByItsUri() throws Exception {
    write(Sha256.of(CONTENT));
    ModelFolder folder = ModelFolder.at("file://" + path() + "/");

    assertThat(folder.readModel(folder.readManifest()), is(CONTENT));
  }

  @Test
  public void aFolderOfTheClassPathIsRead() throws Exception {
    for (String location : new String[] {"classpath:a/model", "classpath:/a/model/"}) {
      ModelFolder folder = ModelFolder.at(location);
      ModelManifest manifest = folder.readManifest();

      assertThat(manifest.name(), is("on-class-path"));
      assertThat(new String(folder.readModel(manifest), UTF_8), is("not much of a model\n"));
    }
  }

  @Test
  public void aFolderThatIsNotThereIsNamed() {
    assertThat(
        refusedManifest("/nowhere/at/all"),
        is("model folder is /nowhere/at/all; allowed: a folder that holds model.json"));
    assertThat(
        refusedManifest("classpath:nowhere"),
        is("model folder is classpath:nowhere; allowed: a folder that holds model.json"));
  }

  @Test
  public void aFolderOfAnUnknownFileSystemIsNamed() {
    assertThat(
        refusedManifest("nosuch://bucket/model"),
        startsWith("model folder is nosuch://bucket/model, which cannot be read: "));
  }

  @Test
  public void anEmptyLocationIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ModelFolder.at(" "));
  }

  @Test
  public void aManifestThatIsNotValidIsNamedWithItsFolder() throws Exception {
    Files.writeString(path().resolve("model.json"), "{}");

    assertThat(
        refusedManifest(path().toString()),
        startsWith("model folder " + path() + ", model.json: field \"name\" is missing; allowed:"));
  }

  @Test
  public void aManifestWithoutEndIsRefused() throws Exception {
    Files.writeString(path().resolve("model.json"), " ".repeat((1 << 20) + 1));

    assertThat(refusedManifest(path().toString()), containsString("longer than 1048576 bytes"));
  }

  @Test
  public void aFileThatIsNotThereIsNamed() throws Exception {
    write(Sha256.of(CONTENT));
    Files.delete(path().resolve("model.bin"));

    assertThat(
        refusedModel(),
        is(
            "model folder "
                + path()
                + ": field \"file\" is \"model.bin\"; allowed: a file in that folder"));
  }

  @Test
  public void aFileWithAnotherHashIsRefusedWithBothHashes() throws Exception {
    write("0".repeat(64));

    assertThat(
        refusedModel(),
        is(
            "model folder "
                + path()
                + ": field \"sha256\" is "
                + "0".repeat(64)
                + "; allowed: "
                + Sha256.of(CONTENT)
                + ", the hash of model.bin"));
  }

  @Test
  public void theHashIsThePublishedOne() {
    // The test vector "abc" of FIPS 180-2, appendix B.1.
    assertThat(
        Sha256.of("abc".getBytes(UTF_8)),
        is("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  private Path path() {
    return temporary.getRoot().toPath();
  }

  private void write(String sha256) throws IOException {
    String json =
        "{'name': 'm', 'version': '1', 'engine': 'none', 'file': 'model.bin', 'sha256': '"
            + sha256
            + "', 'features': ['a'], 'output': 'y'}";
    Files.writeString(path().resolve("model.json"), json.replace('\'', '"'));
    Files.write(path().resolve("model.bin"), CONTENT);
  }

  private static String refusedManifest(String location) {
    ModelFolder folder = ModelFolder.at(location);
    return String.valueOf(
        assertThrows(InvalidModelException.class, folder::readManifest).getMessage());
  }

  private String refusedModel() {
    ModelFolder folder = ModelFolder.at(path().toString());
    ModelManifest manifest = folder.readManifest();
    return String.valueOf(
        assertThrows(InvalidModelException.class, () -> folder.readModel(manifest)).getMessage());
  }
}
