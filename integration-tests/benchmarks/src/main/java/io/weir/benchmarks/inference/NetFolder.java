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
package io.weir.benchmarks.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model folder with a net in it, as {@code ModelFolder} reads one. */
final class NetFolder {
  static final int MAX_BATCH = 64;
  private static final String FILE = "model.onnx";

  private NetFolder() {}

  /** Writes it into an existing folder. */
  static void write(Path folder, String name, DenseNet net) throws IOException {
    byte[] content = OnnxFile.of(net);
    ObjectNode manifest = new ObjectMapper().createObjectNode();
    manifest
        .put("name", name)
        .put("version", "1")
        .put("engine", "onnx")
        .put("file", FILE)
        .put("sha256", Hashing.sha256().hashBytes(content).toString())
        .put("input", OnnxFile.INPUT)
        .put("output", OnnxFile.OUTPUT)
        .put("max_batch", MAX_BATCH);
    ArrayNode features = manifest.putArray("features");
    for (int column = 0; column < net.inputs(); column++) {
      features.add("x" + column);
    }
    Files.write(folder.resolve(FILE), content);
    Files.writeString(folder.resolve("model.json"), manifest.toPrettyString());
  }
}
