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
package io.weir.harness.dofn;

import java.util.Arrays;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Values and the bytes that their coders write. */
final class Codes {
  private Codes() {}

  static <T> byte[] bytes(Coder<T> coder, T value) {
    try {
      return CoderUtils.encodeToByteArray(coder, value);
    } catch (CoderException failed) {
      throw new IllegalStateException(coder + " cannot write " + value, failed);
    }
  }

  static <T> T value(Coder<T> coder, byte[] bytes) {
    try {
      return CoderUtils.decodeFromByteArray(coder, bytes);
    } catch (CoderException failed) {
      throw new IllegalStateException(coder + " cannot read what it wrote", failed);
    }
  }

  /** Reads what was written; notes where it is then written in another way. */
  static <T> T checked(Coder<T> coder, byte[] bytes, String what, Violations violations) {
    T read = value(coder, bytes);
    byte[] again = bytes(coder, read);
    if (!Arrays.equals(bytes, again)) {
      violations.add(
          Law.CODER_IS_NOT_DETERMINISTIC,
          "%s is written by %s as %s, read, and then written as %s",
          what,
          coder,
          Arrays.toString(bytes),
          Arrays.toString(again));
    }
    return read;
  }
}
