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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An engine whose models are files with one number: the score of every row. A row whose first
 * column is {@link #LATER} is answered when the test says so.
 */
final class TextEngine {
  static final float LATER = -1;

  /** The versions that are open, once for each time. */
  static final List<String> OPEN = new CopyOnWriteArrayList<>();

  /** How often files were opened, by version. */
  static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();

  /** What was asked of a model that was closed. */
  static final List<String> ASKED_WHEN_CLOSED = new CopyOnWriteArrayList<>();

  /** What is answered later. */
  static final ConcurrentLinkedQueue<CompletableFuture<Scores>> WAITING =
      new ConcurrentLinkedQueue<>();

  private TextEngine() {}

  static void forgetAll() {
    OPEN.clear();
    OPENED.clear();
    ASKED_WHEN_CLOSED.clear();
    WAITING.clear();
  }

  static ModelSource source(ModelFolder folder, ModelManifest manifest) {
    if (!manifest.engine().equals("text")) {
      throw new InvalidModelException("engine is " + manifest.engine());
    }
    return new Source(folder, manifest);
  }

  private static final class Source implements ModelSource {
    private static final long serialVersionUID = 1L;
    private final ModelFolder folder;
    private final ModelManifest manifest;

    Source(ModelFolder folder, ModelManifest manifest) {
      this.folder = folder;
      this.manifest = manifest;
    }

    @Override
    public String id() {
      return manifest.id();
    }

    @Override
    public ModelDescription description() {
      return manifest.describe(Lane.EMBEDDED);
    }

    @Override
    public Model open() throws IOException {
      OPENED.merge(manifest.version(), 1, Integer::sum);
      String text = new String(folder.readModel(manifest), UTF_8);
      if (text.equals("broken")) {
        throw new InvalidModelException("the file holds no number");
      }
      return new TextModel(description(), Float.parseFloat(text));
    }
  }

  private static final class TextModel implements Model {
    private final ModelDescription description;
    private final float score;
    private final AtomicBoolean closed = new AtomicBoolean();

    TextModel(ModelDescription description, float score) {
      this.description = description;
      this.score = score;
      OPEN.add(description.version());
    }

    @Override
    public ModelDescription description() {
      return description;
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      if (closed.get()) {
        ASKED_WHEN_CLOSED.add(description.version());
      }
      float[] scores = new float[rows.rows()];
      Arrays.fill(scores, score);
      CompletableFuture<Scores> answer = new CompletableFuture<>();
      if (rows.value(0, 0) == LATER) {
        WAITING.add(answer);
      } else {
        answer.complete(Scores.of(scores, description.version()));
      }
      return answer;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        OPEN.remove(description.version());
      }
    }
  }
}
