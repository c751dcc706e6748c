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

/** Who gave an answer. The labels are the keys of a run's summary. */
public enum Lane {
  /** A model inside the worker's process. */
  EMBEDDED(1, "embedded"),
  /** A Triton server. */
  TRITON(2, "triton"),
  /** A model server that speaks HTTP. */
  HTTP(3, "http"),
  /** An embedded TensorFlow Lite model. */
  TFLITE(4, "tflite"),
  /** Rules written by hand. */
  RULES(5, "rules"),
  /** The answer given when no other lane has one. */
  DEFAULT(6, "default");

  /** What the coder writes. Never reuse a number: state and queues hold old ones. */
  private final int code;

  private final String label;

  Lane(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The name in summaries, actions and metrics, such as {@code embedded}. */
  public String label() {
    return label;
  }

  int code() {
    return code;
  }

  static Lane ofCode(int code) {
    for (Lane lane : values()) {
      if (lane.code == code) {
        return lane;
      }
    }
    throw new IllegalArgumentException("lane code is " + code + "; allowed: 1 to 6");
  }
}
