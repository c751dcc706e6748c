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

package io.weir.benchmarks;

import java.nio.charset.StandardCharsets;

/** Bytes as text. */
final class Bytes {

  private Bytes() {}

  /** A string that is equal where the bytes are. */
  static String toLatin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Hexadecimal, for a person. */
  static String toHex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(2 * bytes.length);
    for (byte one : bytes) {
      hex.append(Character.forDigit((one >> 4) & 0xf, 16));
      hex.append(Character.forDigit(one & 0xf, 16));
    }
    return hex.toString();
  }
}
