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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.google.protobuf.ByteString;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.SourceRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.Test;

public final class SerializersTest {
  private static final long T = 500 * Windows.DAY;

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer target = new DataOutputSerializer(64);
    serializer.serialize(value, target);
    return target.getCopyOfBuffer();
  }

  /** Reads it back, writes it again, and expects the same bytes and nothing left over. */
  private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
    byte[] written = bytes(serializer, value);
    DataInputDeserializer source = new DataInputDeserializer(written);
    T read = serializer.deserialize(source);
    assertThat(source.available(), is(0));
    assertThat(Arrays.equals(bytes(serializer, read), written), is(true));

    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(written), copied);
    assertThat(Arrays.equals(copied.getCopyOfBuffer(), written), is(true));
    assertThat(Arrays.equals(bytes(serializer, serializer.copy(value)), written), is(true));
    return read;
  }

  @Test
  public void aPaymentSurvivesTheWayToItsTerminal() throws IOException {
    Transaction payment =
        Transaction.newBuilder()
            .setEventId("payment-ä-1")
            .setEventTimeMs(T)
            .setCardId("card")
            .setTerminalId("terminal")
            .setAmountCents(1_000_000_000_000L)
            .setSequence(-7)
            .build();
    FraudRecord read =
        roundTrip(
            FraudRecordSerializer.INSTANCE, FraudRecord.payment(payment, 3, Long.MAX_VALUE / 2));
    assertThat(read.kind, is(FraudRecord.PAYMENT));
    assertThat(read.timeMillis, is(T));
    assertThat(read.sequence, is(-7L));
    assertThat(read.eventId, is("payment-ä-1"));
    assertThat(read.card, is("card"));
    assertThat(read.terminal, is("terminal"));
    assertThat(read.amountCents, is(1_000_000_000_000L));
    assertThat(read.partition, is(3));
    assertThat(read.offset, is(Long.MAX_VALUE / 2));
  }

  @Test
  public void aLabelSurvivesTheWayToItsTerminal() throws IOException {
    Label label =
        Label.newBuilder()
            .setEventId("payment-1")
            .setKnownTimeMs(T)
            .setTransactionTimeMs(T - 5)
            .setTerminalId("terminal")
            .setFraud(true)
            .build();
    FraudRecord read = roundTrip(FraudRecordSerializer.INSTANCE, FraudRecord.label(label));
    assertThat(read.isLabel(), is(true));
    assertThat(read.timeMillis, is(T));
    assertThat(read.paymentTimeMillis, is(T - 5));
    assertThat(read.fraud, is(true));
    assertThat(read.terminal, is("terminal"));
  }

  @Test
  public void aPaymentSurvivesTheWayToItsCard() throws IOException {
    CardPayment payment =
        new CardPayment(
            T, 1, "id", "terminal", "card", 12, true, 1, 2, new int[] {1, 0, 300, 20, 70_000, 5});
    CardPayment read = roundTrip(CardPaymentSerializer.INSTANCE, payment);
    assertThat(read.late, is(true));
    assertThat(read.eventId, is("id"));
    assertThat(read.terminal, is("terminal"));
    assertThat(read.card, is("card"));
    assertThat(read.amountCents, is(12L));
    assertThat(Arrays.equals(read.terminalCounts, payment.terminalCounts), is(true));
  }

  @Test
  public void historiesOfAnySizeSurviveTheState() throws IOException {
    Random random = new Random(1);
    for (int size = 0; size < 60; size++) {
      TerminalHistory terminal = new TerminalHistory();
      CardHistory card = new CardHistory();
      terminal.expiryMillis = size * Windows.DAY;
      for (int i = 0; i < size; i++) {
        long time = T + random.nextInt(1_000_000_000);
        terminal.add(time, random.nextLong(), 0);
        terminal.label(time, random.nextLong(), random.nextBoolean(), time);
        card.add(time, random.nextInt(1_000_000));
      }
      TerminalHistory terminalRead = roundTrip(TerminalHistorySerializer.INSTANCE, terminal);
      assertThat(terminalRead.size, is(terminal.size));
      assertThat(terminalRead.orphans, is(terminal.orphans));
      assertThat(
          Arrays.equals(
              terminalRead.counts(T + 8 * Windows.DAY), terminal.counts(T + 8 * Windows.DAY)),
          is(true));
      CardHistory cardRead = roundTrip(CardHistorySerializer.INSTANCE, card);
      assertThat(cardRead.size, is(card.size));
    }
  }

  @Test
  public void aCardsMonthTakesLessThanEightBytesAPayment() throws IOException {
    CardHistory history = new CardHistory();
    for (int i = 0; i < 60; i++) {
      history.add(T + i * 43_200_000L, 5_000);
    }
    assertThat(bytes(CardHistorySerializer.INSTANCE, history).length, is(lessThan(60 * 8)));
  }

  @Test
  public void aDeadLetterSurvives() throws IOException {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setDetail("no key")
            .setRecord(SourceRecord.newBuilder().setValue(ByteString.copyFromUtf8("x")))
            .build();
    assertThat(roundTrip(new DeadLetterSerializer(), letter), equalTo(letter));
  }
}
