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

package io.weir.infrastructure.program;

import org.junit.AssumptionViolatedException;

/** What a run of a program came to. */
public final class ProgramRun {
  private final String program;
  private final int exitCode;
  private final String output;

  ProgramRun(String program, int exitCode, String output) {
    this.program = program;
    this.exitCode = exitCode;
    this.output = output;
  }

  /** With what it ended; 0 is success. */
  public int exitCode() {
    return exitCode;
  }

  /** All that it printed, errors too. */
  public String output() {
    return output;
  }

  /**
   * This one, if it succeeded.
   *
   * @throws AssertionError with all that it printed, otherwise
   */
  public ProgramRun succeeded() {
    if (exitCode != 0) {
      throw new AssertionError(program + " ended with " + exitCode + "\n" + output);
    }
    return this;
  }

  /**
   * This one, if it succeeded.
   *
   * @param otherwise what is not here if it did not
   * @throws AssumptionViolatedException otherwise
   */
  public ProgramRun neededFor(String otherwise) {
    if (exitCode != 0) {
      throw new AssumptionViolatedException(
          "skipped: "
              + otherwise
              + " is not to be had: "
              + program
              + " ended with "
              + exitCode
              + "\n"
              + output);
    }
    return this;
  }
}
