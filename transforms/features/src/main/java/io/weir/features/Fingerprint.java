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

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * The 64 bits by which an event id is known in state: FarmHash Fingerprint64 of its UTF-8 bytes,
 * which never changes. Among n ids of one key two are confused with a probability of about n²/2⁶⁵.
 */
final class Fingerprint {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private Fingerprint() {}

  static long of(String eventId) {
    return HASH.hashBytes(eventId.getBytes(StandardCharsets.UTF_8)).asLong();
  }
}
