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

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** The start of a text from outside, fit for a message: one line, short, without the token. */
final class Excerpt {
  private static final int MOST = 200;

  private Excerpt() {}

  static String of(byte[] body, @Nullable String secret) {
    return of(new String(body, UTF_8), secret);
  }

  static String of(String text, @Nullable String secret) {
    String shown = secret == null ? text : text.replace(secret, "(token)");
    shown = shown.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return shown.length() <= MOST ? shown : shown.substring(0, MOST) + "...";
  }
}
