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
package io.weir.suites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.launcher.Weir;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** One command line of {@code weir}, run to its end in this process. */
final class WeirCommand {
  private final int exitCode;
  private final List<String> out;
  private final List<String> err;

  private WeirCommand(int exitCode, List<String> out, List<String> err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  static WeirCommand run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Weir.execute(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            arguments.toArray(new String[0]));
    return new WeirCommand(exitCode, lines(out), lines(err));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(UTF_8).lines().collect(toUnmodifiableList());
  }

  int exitCode() {
    return exitCode;
  }

  /** Results, a line each. */
  List<String> out() {
    return out;
  }

  /** What was said to a person, a line each. */
  List<String> err() {
    return err;
  }

  /** The last line of the results. */
  String result() {
    if (out.isEmpty()) {
      throw new AssertionError("no result: " + this);
    }
    return out.get(out.size() - 1);
  }

  /** What follows the beginning of the one line to a person that has it. */
  String line(String beginning) {
    List<String> found =
        err.stream().filter(line -> line.startsWith(beginning)).collect(toUnmodifiableList());
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " lines begin with '" + beginning + "': " + this);
    }
    return found.get(0).substring(beginning.length());
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + ", out " + out + ", err " + err;
  }
}
