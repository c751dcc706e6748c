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
package io.weir.launcher;

import java.nio.file.Path;

/** Where this checkout is, and its tools, as the launcher script found them. */
final class Home {
  private Home() {}

  static Path folder() {
    return Path.of(System.getProperty("weir.home", "")).toAbsolutePath();
  }

  /** The data sets that tests use where they are there: beside the checkout. */
  static Path data() {
    return folder().resolveSibling("shared").resolve("data");
  }

  static String maven() {
    return System.getProperty("weir.maven", "mvn");
  }
}
