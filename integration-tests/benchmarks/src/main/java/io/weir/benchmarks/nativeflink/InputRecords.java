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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the records of an input topic, checks them, and refuses those that cannot be scored. */
final class InputRecords implements KafkaRecordDeserializationSchema<FraudRecord> {
  static final String EVENT_TIME = "event_time";
  static final String CONTROL_TIME = "weir-time";

  /** Control records from here on say that nothing follows. */
  static final long END_OF_TIME = Long.MAX_VALUE / 1000;

  private static final long serialVersionUID = 1L;
  private static final long MAX_TIME = 253_402_300_799_999L;
  private static final long MAX_AMOUNT = 1_000_000_000_000L;

  private final boolean labels;

  private InputRecords(boolean labels) {
    this.labels = labels;
  }

  static InputRecords transactions() {
    return new InputRecords(false);
  }

  static InputRecords labels() {
    return new InputRecords(true);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FraudRecord> output) {
    output.collect(read(record));
  }

  FraudRecord read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      Header control = record.headers().lastHeader(CONTROL_TIME);
      return control == null
          ? refuse(record, Reason.UNDECODABLE, "the record has no value")
          : FraudRecord.control(time(control));
    }
    if (record.key() == null || record.key().length == 0) {
      return refuse(record, Reason.MISSING_KEY, "the record has no key");
    }
    try {
      return labels ? readLabel(record) : readTransaction(record);
    } catch (InvalidProtocolBufferException e) {
      return refuse(record, Reason.UNDECODABLE, String.valueOf(e.getMessage()));
    }
  }

  private static FraudRecord readTransaction(ConsumerRecord<byte[], byte[]> record)
      throws InvalidProtocolBufferException {
    Transaction payment = Transaction.parseFrom(record.value());
    long amount = payment.getAmountCents();
    if (payment.getEventId().isEmpty()) {
      return refuse(record, Reason.MISSING_EVENT_ID, "event_id is empty");
    }
    if (payment.getCardId().isEmpty() || payment.getTerminalId().isEmpty()) {
      return refuse(record, Reason.MISSING_FIELD, "card_id or terminal_id is empty");
    }
    if (amount < 0 || amount > MAX_AMOUNT) {
      return refuse(record, Reason.INVALID_AMOUNT, "amount_cents is " + amount);
    }
    Reason reason = checkTime(record, payment.getEventTimeMs());
    return reason == Reason.REASON_UNSPECIFIED
        ? FraudRecord.payment(payment, record.partition(), record.offset())
        : refuse(record, reason, "event_time_ms is " + payment.getEventTimeMs());
  }

  private static FraudRecord readLabel(ConsumerRecord<byte[], byte[]> record)
      throws InvalidProtocolBufferException {
    Label label = Label.parseFrom(record.value());
    if (label.getEventId().isEmpty()) {
      return refuse(record, Reason.MISSING_EVENT_ID, "event_id is empty");
    }
    if (label.getTerminalId().isEmpty()) {
      return refuse(record, Reason.MISSING_FIELD, "terminal_id is empty");
    }
    long paymentTime = label.getTransactionTimeMs();
    if (paymentTime <= 0 || paymentTime > label.getKnownTimeMs()) {
      return refuse(record, Reason.INVALID_EVENT_TIME, "transaction_time_ms is " + paymentTime);
    }
    Reason reason = checkTime(record, label.getKnownTimeMs());
    return reason == Reason.REASON_UNSPECIFIED
        ? FraudRecord.label(label)
        : refuse(record, reason, "known_time_ms is " + label.getKnownTimeMs());
  }

  private static Reason checkTime(ConsumerRecord<byte[], byte[]> record, long time) {
    if (time <= 0 || time > MAX_TIME) {
      return Reason.INVALID_EVENT_TIME;
    }
    Header header = record.headers().lastHeader(EVENT_TIME);
    if (header == null || time(header) != time) {
      return Reason.EVENT_TIME_MISMATCH;
    }
    return time - Windows.DAY > record.timestamp() ? Reason.FAR_FUTURE : Reason.REASON_UNSPECIFIED;
  }

  /** Returns the decimal number in a header, {@link Long#MIN_VALUE} if it is none. */
  private static long time(Header header) {
    byte[] digits = header.value();
    if (digits == null || digits.length == 0 || digits.length > 18) {
      return Long.MIN_VALUE;
    }
    long number = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return Long.MIN_VALUE;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  private static FraudRecord refuse(
      ConsumerRecord<byte[], byte[]> record, Reason reason, String detail) {
    Stage stage = reason == Reason.UNDECODABLE ? Stage.DECODE : Stage.VALIDATE;
    return FraudRecord.refused(Refusals.of(record, stage, reason, detail).toByteArray());
  }

  @Override
  public TypeInformation<FraudRecord> getProducedType() {
    return FraudTypes.RECORD;
  }
}
