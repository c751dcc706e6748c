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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/** A folder in which a test publishes models of {@link TextEngine}, as a trainer would. */
final class PublishedFolder {
  private final Path path;

  PublishedFolder(Path path) {
    this.path = path;
  }

  String location() {
    return path.toString();
  }

  FollowedModel follow() {
    return FollowedModel.in(location(), TextEngine::source);
  }

  /** Whose score is that of its sample row. */
  void publish(String version, String score) throws IOException {
    publish(version, score, manifest -> manifest);
  }

  /** The same, with something else in its manifest. */
  void publish(String version, String score, UnaryOperator<String> change) throws IOException {
    write(file(version), score);
    writeManifest(change.apply(manifest(version, score)));
  }

  static String manifest(String version, String score) {
    String json =
        "{'name': 'text', 'version': '"
            + version
            + "', 'engine': 'text', 'file': '"
            + file(version)
            + "', 'sha256': '"
            + Sha256.of(score.getBytes(UTF_8))
            + "', 'features': ['a', 'b'], 'output': 'y', 'max_batch': 3,"
            + " 'samples': [{'features': [1, null], 'score': "
            + score
            + "}]}";
    return json.replace('\'', '"');
  }

  void writeManifest(String json) throws IOException {
    write("model.json", json);
  }

  /** Whole at once, for readers beside it. */
  void write(String file, String content) throws IOException {
    Path fresh = Files.writeString(path.resolve(file + ".fresh"), content);
    Files.move(
        fresh,
        path.resolve(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String file) throws IOException {
    Files.delete(path.resolve(file));
  }

  static String file(String version) {
    return "model-" + version;
  }
}
