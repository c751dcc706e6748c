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
package io.weir.launcher.logs;

import static com.google.common.base.Preconditions.checkState;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sets the levels of {@code java.util.logging}, to which SLF4J goes here. */
public final class Logs {
  private Logs() {}

  /** Only warnings of our own packages, on standard error. */
  public static void quiet() {
    configure("quiet.properties");
  }

  /** What every library has to say at level INFO and above, on standard error. */
  public static void verbose() {
    configure("verbose.properties");
  }

  private static void configure(String resource) {
    try (InputStream in = Logs.class.getResourceAsStream(resource)) {
      checkState(in != null, "resource %s is missing", resource);
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
