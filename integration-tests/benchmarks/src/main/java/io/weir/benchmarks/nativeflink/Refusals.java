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

package io.weir.benchmarks.nativeflink;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.SourceRecord;
import io.weir.proto.v1.Stage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes dead letters: from a record as it was read, or from what the job still knows of it. */
final class Refusals {

  private Refusals() {}

  static DeadLetter of(
      ConsumerRecord<byte[], byte[]> record, Stage stage, Reason reason, String detail) {
    SourceRecord.Builder source =
        SourceRecord.newBuilder()
            .setTopic(record.topic())
            .setPartition(record.partition())
            .setOffset(record.offset())
            .setAppendTimeMs(record.timestamp());
    if (record.key() != null) {
      source.setKey(UnsafeByteOperations.unsafeWrap(record.key()));
    }
    if (record.value() != null) {
      source.setValue(UnsafeByteOperations.unsafeWrap(record.value()));
    }
    for (org.apache.kafka.common.header.Header header : record.headers()) {
      Header.Builder copy = source.addHeadersBuilder().setKey(header.key());
      if (header.value() != null) {
        copy.setValue(UnsafeByteOperations.unsafeWrap(header.value()));
      }
    }
    return letter(source, stage, reason, detail);
  }

  /** Writes the message anew: fields that this job does not know are not in it. */
  static DeadLetter of(FraudRecord record, Stage stage, Reason reason, String detail) {
    if (record.isLabel()) {
      Label label =
          Label.newBuilder()
              .setEventId(record.eventId)
              .setKnownTimeMs(record.timeMillis)
              .setTerminalId(record.terminal)
              .setTransactionTimeMs(record.paymentTimeMillis)
              .setFraud(record.fraud)
              .setSequence(record.sequence)
              .build();
      return letter(
          rewritten("labels", record.terminal, record.timeMillis, label), stage, reason, detail);
    }
    return of(CardPayment.of(record, false, new int[0]), stage, reason, detail);
  }

  /** Writes the message anew, like {@link #of(FraudRecord, Stage, Reason, String)}. */
  static DeadLetter of(CardPayment payment, Stage stage, Reason reason, String detail) {
    Transaction transaction =
        Transaction.newBuilder()
            .setEventId(payment.eventId)
            .setEventTimeMs(payment.timeMillis)
            .setCardId(payment.card)
            .setTerminalId(payment.terminal)
            .setAmountCents(payment.amountCents)
            .setSequence(payment.sequence)
            .build();
    return letter(
        rewritten("transactions", payment.card, payment.timeMillis, transaction)
            .setPartition(payment.partition)
            .setOffset(payment.offset),
        stage,
        reason,
        detail);
  }

  private static SourceRecord.Builder rewritten(
      String topic, String key, long timeMillis, MessageLite message) {
    return SourceRecord.newBuilder()
        .setTopic(topic)
        .setKey(ByteString.copyFromUtf8(key))
        .setValue(message.toByteString())
        .addHeaders(
            Header.newBuilder()
                .setKey(InputRecords.EVENT_TIME)
                .setValue(
                    ByteString.copyFrom(Long.toString(timeMillis), StandardCharsets.US_ASCII)));
  }

  private static DeadLetter letter(
      SourceRecord.Builder source, Stage stage, Reason reason, String detail) {
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setReason(reason)
        .setDetail(detail)
        .setAttempts(1)
        .setRecord(source)
        .build();
  }
}
