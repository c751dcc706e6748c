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
package io.weir.launcher.run;

import org.jspecify.annotations.Nullable;

/** How a run ended. */
final class Outcome {
  private final int exitCode;
  private final @Nullable String problem;
  private final @Nullable Throwable cause;

  private Outcome(int exitCode, @Nullable String problem, @Nullable Throwable cause) {
    this.exitCode = exitCode;
    this.problem = problem;
    this.cause = cause;
  }

  static Outcome ended() {
    return new Outcome(ExitCode.OK, null, null);
  }

  static Outcome interrupted() {
    return new Outcome(ExitCode.INTERRUPTED, null, null);
  }

  static Outcome failed(String problem, @Nullable Throwable cause) {
    return new Outcome(ExitCode.FAILED, problem, cause);
  }

  int exitCode() {
    return exitCode;
  }

  boolean ok() {
    return exitCode == ExitCode.OK;
  }

  @Nullable String problem() {
    return problem;
  }

  @Nullable Throwable cause() {
    return cause;
  }
}
