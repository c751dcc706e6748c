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
package io.weir.harness.dofn;

import org.jspecify.annotations.Nullable;

/** That a law was broken, and how. Immutable. */
public final class Violation {
  private final Law law;
  private final String message;
  private final @Nullable Throwable cause;

  Violation(Law law, String message, @Nullable Throwable cause) {
    this.law = law;
    this.message = message;
    this.cause = cause;
  }

  /** Which. */
  public Law law() {
    return law;
  }

  /** How, for people. */
  public String message() {
    return message;
  }

  /** What was thrown, if that was it. */
  public @Nullable Throwable cause() {
    return cause;
  }

  @Override
  public String toString() {
    return law + ": " + message;
  }
}
