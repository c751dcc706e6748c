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
package io.weir.http;

import static io.weir.http.Arguments.require;

/** Paths that are added to the base of an endpoint. */
final class Paths {
  private Paths() {}

  static String checked(String setting, String path) {
    require(
        path.matches("/[A-Za-z0-9._~!$'()*+,;=:@/%-]{0,500}")
            && !path.matches(".*%(?![0-9A-Fa-f]{2}).*"),
        "%s is \"%s\"; allowed: a path that begins with '/' and has no query",
        setting,
        path);
    return path;
  }
}
