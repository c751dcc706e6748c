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
package io.weir.pipelines.fraud.training;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.features.Observation;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Runs a whole simulation and gives its transactions and labels as observations keyed by terminal,
 * each at its own time. A transaction carries the truth about it as its payload: features cannot
 * see that.
 */
final class SimulateFn extends DoFn<byte[], KV<String, Observation>> {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final long transactions;
  private final int cards;

  SimulateFn(long seed, long transactions, int cards) {
    this.seed = seed;
    this.transactions = transactions;
    this.cards = cards;
  }

  /** Whether a transaction is fraud, as its payload says it. */
  static boolean isFraud(Observation transaction) {
    return transaction.payload()[0] == 1;
  }

  @ProcessElement
  public void simulate(OutputReceiver<KV<String, Observation>> output) throws IOException {
    SimulationSettings settings = SimulationSettings.of(seed, transactions);
    Map<String, Transaction> unlabelled = new HashMap<>();
    try (EventSource source = FraudSources.simulate(settings, cards)) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        if (event.primary()) {
          Transaction transaction = Transaction.parseFrom(event.value());
          unlabelled.put(transaction.getEventId(), transaction);
        } else {
          emit(event, unlabelled, output);
        }
      }
    }
  }

  private static void emit(
      SourceEvent event,
      Map<String, Transaction> unlabelled,
      OutputReceiver<KV<String, Observation>> output)
      throws InvalidProtocolBufferException {
    Label label = Label.parseFrom(event.value());
    Transaction transaction = unlabelled.remove(label.getEventId());
    if (transaction == null) {
      throw new IllegalStateException("the label of " + label.getEventId() + " has no transaction");
    }
    String terminal = label.getTerminalId();
    Observation observed =
        Observation.event(transaction.getEventId(), transaction.getEventTimeMs())
            .sequence(transaction.getSequence())
            .entities(terminal, transaction.getCardId())
            .values(transaction.getAmountCents())
            .payload(new byte[] {(byte) (label.getFraud() ? 1 : 0)})
            .build();
    Observation known =
        Observation.label(
                label.getEventId(),
                label.getKnownTimeMs(),
                label.getTransactionTimeMs(),
                label.getFraud())
            .sequence(label.getSequence())
            .entities(terminal)
            .build();
    output.outputWithTimestamp(
        KV.of(terminal, observed), Instant.ofEpochMilli(observed.eventTimeMillis()));
    output.outputWithTimestamp(
        KV.of(terminal, known), Instant.ofEpochMilli(known.eventTimeMillis()));
  }
}
