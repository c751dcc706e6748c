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
package io.weir.infrastructure;

import java.util.List;

/** What a run of Terraform came to. */
public final class TerraformRun {
  private final List<String> command;
  private final int exitCode;
  private final String output;

  TerraformRun(List<String> command, int exitCode, String output) {
    this.command = List.copyOf(command);
    this.exitCode = exitCode;
    this.output = output;
  }

  /** With what it ended; 0 is success. */
  public int exitCode() {
    return exitCode;
  }

  /** All that it printed, errors too, without colours. */
  public String output() {
    return output;
  }

  /**
   * This one, if it succeeded.
   *
   * @throws AssertionError with all that it printed, otherwise
   */
  public TerraformRun succeeded() {
    if (exitCode != 0) {
      throw new AssertionError(this + "\n" + output);
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join(" ", command) + " ended with " + exitCode;
  }
}
