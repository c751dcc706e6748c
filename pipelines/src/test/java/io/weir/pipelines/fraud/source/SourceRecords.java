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
package io.weir.pipelines.fraud.source;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that a source gives, read to its end. */
final class SourceRecords {
  private final List<SourceEvent> events;

  private SourceRecords(List<SourceEvent> events) {
    this.events = events;
  }

  static SourceRecords of(EventSource source) throws IOException {
    try (source) {
      List<SourceEvent> events = new ArrayList<>();
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        events.add(event);
      }
      return new SourceRecords(events);
    }
  }

  List<SourceEvent> all() {
    return events;
  }

  List<SourceEvent> primary() {
    return events.stream().filter(SourceEvent::primary).collect(Collectors.toList());
  }

  List<Transaction> transactions() throws InvalidProtocolBufferException {
    List<Transaction> transactions = new ArrayList<>();
    for (SourceEvent event : events) {
      if (event.topic().equals(FraudRecords.TRANSACTIONS)) {
        transactions.add(Transaction.parseFrom(event.value()));
      }
    }
    return transactions;
  }

  List<Label> labels() throws InvalidProtocolBufferException {
    List<Label> labels = new ArrayList<>();
    for (SourceEvent event : events) {
      if (event.topic().equals(FraudRecords.LABELS)) {
        labels.add(Label.parseFrom(event.value()));
      }
    }
    return labels;
  }
}
