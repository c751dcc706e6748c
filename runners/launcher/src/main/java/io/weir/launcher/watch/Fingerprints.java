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
package io.weir.launcher.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/** 64-bit fingerprints: among a million, two are equal with a probability of 3e-8. */
final class Fingerprints {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private Fingerprints() {}

  static long of(String eventId) {
    return HASH.hashBytes(eventId.getBytes(UTF_8)).asLong();
  }

  static long ofPlace(String topic, int partition, long offset) {
    return HASH.newHasher()
        .putString(topic, UTF_8)
        .putInt(partition)
        .putLong(offset)
        .hash()
        .asLong();
  }
}
