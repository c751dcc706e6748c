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
package io.weir.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Transaction;

/** 64 bits of what an answer says: of which payment, from which features, with which score. */
final class ActionContent {
  private ActionContent() {}

  static long of(Action action) {
    double[] features = new double[action.getFeaturesCount()];
    for (int index = 0; index < features.length; index++) {
      features[index] = action.getFeatures(index);
    }
    return of(
        action.getEventId(),
        action.getEventTimeMs(),
        action.getCardId(),
        action.getTerminalId(),
        features,
        action.getScore());
  }

  static long of(Transaction payment, double[] features, double score) {
    return of(
        payment.getEventId(),
        payment.getEventTimeMs(),
        payment.getCardId(),
        payment.getTerminalId(),
        features,
        score);
  }

  private static long of(
      String event, long time, String card, String terminal, double[] features, double score) {
    Hasher hasher =
        Hashing.murmur3_128()
            .newHasher()
            .putString(event, UTF_8)
            .putLong(time)
            .putString(card, UTF_8)
            .putString(terminal, UTF_8);
    for (double feature : features) {
      hasher.putDouble(feature);
    }
    return hasher.putDouble(score).hash().asLong();
  }
}
