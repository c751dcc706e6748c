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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether what was answered is a beginning of what each partition of the payments holds. */
final class AnsweredPrefix {
  private static final String PAYMENTS = "transactions";

  private final List<String> broken = new ArrayList<>();

  private AnsweredPrefix() {}

  /**
   * Reads both topics.
   *
   * @param prefix stands before their names
   */
  static AnsweredPrefix of(String bootstrapServers, String prefix)
      throws InvalidProtocolBufferException {
    Set<String> answered = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> action :
        TopicContent.of(bootstrapServers, prefix + "actions")) {
      answered.add(Action.parseFrom(action.value()).getEventId());
    }
    AnsweredPrefix found = new AnsweredPrefix();
    TreeMap<Integer, String> gaps = new TreeMap<>();
    FraudApplication fraud = new FraudApplication();
    for (ConsumerRecord<byte[], byte[]> payment :
        TopicContent.of(bootstrapServers, prefix + PAYMENTS)) {
      // A control record has no value.
      String id = payment.value() == null ? null : fraud.eventId(PAYMENTS, payment.value());
      if (id == null) {
        continue;
      }
      if (!answered.contains(id)) {
        gaps.putIfAbsent(payment.partition(), id);
      } else if (gaps.containsKey(payment.partition())) {
        found.broken.add(
            "partition "
                + payment.partition()
                + " at "
                + payment.offset()
                + ": answered behind "
                + gaps.get(payment.partition()));
      }
    }
    return found;
  }

  /** An answer each that came though one before it did not; empty if there are none. */
  List<String> brokenPartitions() {
    return broken;
  }
}
