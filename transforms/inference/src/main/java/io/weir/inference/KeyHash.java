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
package io.weir.inference;

/**
 * Places keys on a circle, the same key at the same place for ever: the 32 bits of {@link
 * String#hashCode()}, salted and mixed by the finaliser of MurmurHash3 (A. Appleby, 2011).
 */
final class KeyHash {
  /** The places: 0 to this, which is none. */
  static final long PLACES = 1L << 32;

  private KeyHash() {}

  static long place(String key, String salt) {
    return mix(key.hashCode() ^ salt.hashCode()) & 0xFFFFFFFFL;
  }

  private static int mix(int bits) {
    int mixed = bits;
    mixed ^= mixed >>> 16;
    mixed *= 0x85ebca6b;
    mixed ^= mixed >>> 13;
    mixed *= 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
