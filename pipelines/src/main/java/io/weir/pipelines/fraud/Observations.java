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
package io.weir.pipelines.fraud;

import io.weir.features.Observation;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.streams.Event;
import org.apache.beam.sdk.values.KV;

/** Transactions and labels as the features see them, keyed by terminal, the first hop. */
final class Observations {

  private Observations() {}

  static KV<String, Observation> ofTransaction(Event<Transaction> event, String topic) {
    Transaction transaction = event.message();
    Observation.Builder payment =
        Observation.event(transaction.getEventId(), transaction.getEventTimeMs())
            .sequence(transaction.getSequence())
            .entities(transaction.getTerminalId(), transaction.getCardId())
            .values(transaction.getAmountCents())
            .late(event.late())
            .history(event.history());
    if (!event.history()) {
      // What is not answered can be no dead letter either.
      payment.payload(
          Origin.compact(
              event.origin(), topic, transaction.getCardId(), transaction.getEventTimeMs()));
    }
    return KV.of(transaction.getTerminalId(), payment.build());
  }

  static KV<String, Observation> ofLabel(Event<Label> event) {
    Label label = event.message();
    return KV.of(
        label.getTerminalId(),
        Observation.label(
                label.getEventId(),
                label.getKnownTimeMs(),
                label.getTransactionTimeMs(),
                label.getFraud())
            .sequence(label.getSequence())
            .entities(label.getTerminalId())
            .late(event.late())
            .build());
  }
}
