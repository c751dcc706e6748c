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
package io.weir.harness.stream;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One step of a split of a script. */
final class Step implements Serializable {
  private static final long serialVersionUID = 1L;

  enum Kind {
    ELEMENT,
    WATERMARK,
    /** No element for so long. */
    PAUSE,
    /** No element until a checkpoint is complete that has all before. */
    CHECKPOINT,
    /** No element until the fault that comes from outside has happened. */
    FAULT
  }

  private final Kind kind;
  private final long millis;
  private final byte @Nullable [] element;

  private Step(Kind kind, long millis, byte @Nullable [] element) {
    this.kind = kind;
    this.millis = millis;
    this.element = element;
  }

  static Step element(long timestampMillis, byte[] element) {
    return new Step(Kind.ELEMENT, timestampMillis, element);
  }

  static Step watermark(long timestampMillis) {
    return new Step(Kind.WATERMARK, timestampMillis, null);
  }

  static Step pause(long millis) {
    return new Step(Kind.PAUSE, millis, null);
  }

  static Step checkpoint() {
    return new Step(Kind.CHECKPOINT, 0, null);
  }

  static Step fault() {
    return new Step(Kind.FAULT, 0, null);
  }

  Kind kind() {
    return kind;
  }

  /** The element's time, the watermark or the length of the pause. */
  long millis() {
    return millis;
  }

  byte[] element() {
    if (element == null) {
      throw new IllegalStateException(kind + " has no element");
    }
    return element;
  }
}
