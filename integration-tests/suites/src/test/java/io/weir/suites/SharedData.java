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

import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets that are not part of the repository; tests that need one skip where it is absent. */
final class SharedData {
  private static final String PROPERTY = "weir.shared.data";

  private SharedData() {}

  /** A file of the shared data, or a skipped test that says what is missing. */
  static Path file(String name) {
    Path file = Path.of(System.getProperty(PROPERTY, "../../../shared/data"), name);
    assumeTrue(
        "skipped: no " + file + "; -D" + PROPERTY + "=FOLDER says where the shared data is",
        Files.isReadable(file));
    return file;
  }
}
