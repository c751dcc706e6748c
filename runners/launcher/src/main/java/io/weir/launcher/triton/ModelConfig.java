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

import java.util.ArrayList;
import java.util.List;

/** What {@code config.pbtxt} says to Triton about one model. */
final class ModelConfig {
  private static final int SMALL_BATCH = 16;
  private static final int QUEUE_DELAY_MICROSECONDS = 500;

  private final List<String> lines = new ArrayList<>();

  private ModelConfig() {}

  static ModelConfig of(String name, int features, int maxBatch) {
    ModelConfig config = new ModelConfig();
    String sizes = (maxBatch > SMALL_BATCH ? SMALL_BATCH + ", " : "") + maxBatch;
    config.lines.add("name: " + quoted(name));
    config.lines.add("backend: \"python\"");
    config.lines.add("max_batch_size: " + maxBatch);
    config.lines.add(
        "input [ { name: \"features\" data_type: TYPE_FP32 dims: [ " + features + " ] } ]");
    config.lines.add("output [ { name: \"score\" data_type: TYPE_FP32 dims: [ 1 ] } ]");
    config.lines.add(
        "dynamic_batching { preferred_batch_size: [ "
            + sizes
            + " ] max_queue_delay_microseconds: "
            + QUEUE_DELAY_MICROSECONDS
            + " }");
    config.lines.add("instance_group [ { kind: KIND_CPU count: 1 } ]");
    return config;
  }

  /** Adds what the model's program reads. */
  ModelConfig parameter(String key, String value) {
    lines.add(
        "parameters { key: " + quoted(key) + " value: { string_value: " + quoted(value) + " } }");
    return this;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
