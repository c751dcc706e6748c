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

import io.weir.inference.ModelDescription;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The keys under which a process shares models: for people the name, for the rest a hash. */
final class SourceIds {
  private SourceIds() {}

  /**
   * A key.
   *
   * @param engine which protocol
   * @param settings all that makes a difference, in one line without a secret
   */
  static String of(String engine, ModelDescription model, String settings) {
    String all =
        String.join(
            "|",
            engine,
            model.toString(),
            model.features().toString(),
            String.valueOf(model.maxBatch()),
            String.valueOf(model.batchInvariant()),
            settings);
    return engine + ":" + model.name() + ":" + model.version() + ":" + hash(all);
  }

  static String hash(String text) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it: see MessageDigest.
      throw new IllegalStateException(e);
    }
    StringBuilder hex = new StringBuilder(64);
    for (byte b : digest) {
      hex.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return hex.toString();
  }
}
