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
package io.weir.features;

/** Bytes and hashes that must stay the same from release to release. */
final class Golden {
  /** Two events of which the first is labelled; header, then entries. */
  static final String CELL =
      "0120000000314d000000f451c28c010000150000000000000000"
          + "e375dfb6654245b30cac0216f1c85e2160b2a300";

  /** An event with features, as its coder writes it. */
  static final String OBSERVATION =
      "3e01040068e5cf8b01000054076576656e742d31020a7465726d696e616c2d37"
          + "06636172642d3902a413010400c010bfc003bfaad7aad5aad5aa5503010203";

  /** The hash of the vector 0, 1, 2, ... 13. */
  static final long HASH = -4325927904958648780L;

  /** The fingerprint of "event-1". */
  static final long FINGERPRINT = 8241253495112923096L;

  private Golden() {}
}
