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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.FollowedModel;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Publishes models of the test resources, all under one name, into a folder that is followed. */
final class PublishedModels {
  static final String TREES = "trees";
  static final String NETWORK = "network";

  private static final int SAMPLE = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long MOST_NANOS = LONG.toNanos();

  private final Path folder;

  PublishedModels(Path folder) {
    this.folder = folder;
  }

  /** Looks every 10 milliseconds. */
  FollowedModel follow() {
    return FollowedModel.in(folder.toString(), OnnxModelSource::of).every(Duration.ofMillis(10));
  }

  /** A version that takes over. */
  void publish(String version, String name) throws Exception {
    publish(version, name, score(name));
  }

  /** A version that takes over only if this is its score of the sample row. */
  void publish(String version, String name, float sampleScore) throws Exception {
    ObjectNode manifest = (ObjectNode) JSON.readTree(content(name, "model.json"));
    String file = name + ".onnx";
    manifest.put("name", "published").put("version", version).put("file", file);
    ObjectNode sample = manifest.putArray("samples").addObject();
    for (float value : row(SAMPLE)) {
      sample.withArray("features").add(value);
    }
    sample.put("score", sampleScore);
    write(file, content(name, "model.onnx"));
    write("model.json", JSON.writeValueAsBytes(manifest));
  }

  /** Scores until a version answers; true if that comes within a minute. */
  static boolean awaitVersion(Model model, String version) throws Exception {
    FeatureRows row = FeatureRows.copyOf(row(SAMPLE));
    long start = System.nanoTime();
    while (System.nanoTime() - start < MOST_NANOS) {
      Scores scores = model.score(row, LONG).get(60, TimeUnit.SECONDS);
      if (scores.version().equals(version)) {
        return true;
      }
    }
    return false;
  }

  /** What a model of the resources makes of the sample row. */
  static float score(String name) throws Exception {
    return scores(name, SAMPLE, SAMPLE + 1)[0];
  }

  /** What a model of the resources makes of the rows of some seeds. */
  static float[] scores(String name, int from, int to) throws Exception {
    float[] scores = new float[to - from];
    try (Model model = TestModels.source(name).open()) {
      for (int seed = from; seed < to; seed++) {
        FeatureRows row = FeatureRows.copyOf(row(seed));
        scores[seed - from] = model.score(row, LONG).get(60, TimeUnit.SECONDS).score(0);
      }
    }
    return scores;
  }

  /** Without missing and large values, which the network does not know. */
  static float[] row(int seed) {
    float[] row = TestModels.row(new Random(seed));
    for (int column = 0; column < row.length; column++) {
      row[column] = Float.isNaN(row[column]) ? 0 : row[column] / 100;
    }
    return row;
  }

  private static byte[] content(String name, String file) throws IOException {
    String resource = "/models/" + name + "/" + file;
    try (InputStream stream = PublishedModels.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(stream, resource).readAllBytes();
    }
  }

  private void write(String file, byte[] content) throws IOException {
    Path fresh = Files.write(folder.resolve(file + ".fresh"), content);
    Files.move(
        fresh,
        folder.resolve(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
