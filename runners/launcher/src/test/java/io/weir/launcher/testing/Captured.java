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
package io.weir.launcher.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.launcher.Weir;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** A command line that was run in this process, and what it printed. */
public final class Captured {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final int exitCode;

  private Captured(String... arguments) {
    exitCode =
        Weir.execute(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
  }

  /** Runs it. */
  public static Captured weir(String... arguments) {
    return new Captured(arguments);
  }

  /** How it ended. */
  public int exitCode() {
    return exitCode;
  }

  /** The lines of standard output. */
  public List<String> out() {
    return out.toString(UTF_8).lines().collect(Collectors.toList());
  }

  /** The lines of standard error. */
  public List<String> err() {
    return err.toString(UTF_8).lines().collect(Collectors.toList());
  }
}
