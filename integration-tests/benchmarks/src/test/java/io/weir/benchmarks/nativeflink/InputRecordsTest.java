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
import static org.hamcrest.Matchers.is;

import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class InputRecordsTest {
  private static final long T = 500 * Windows.DAY;

  private static Transaction.Builder payment() {
    return Transaction.newBuilder()
        .setEventId("id")
        .setEventTimeMs(T)
        .setCardId("card")
        .setTerminalId("terminal")
        .setAmountCents(100);
  }

  private static FraudRecord read(
      @Nullable String key, byte @Nullable [] value, String header, long headerTime) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(header, Long.toString(headerTime).getBytes(StandardCharsets.US_ASCII));
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return InputRecords.transactions()
        .read(
            new ConsumerRecord<>(
                "transactions",
                0,
                5L,
                T,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                keyBytes,
                value,
                headers,
                Optional.empty()));
  }

  private static void assertRefused(FraudRecord record, Reason reason) throws Exception {
    assertThat(record.kind, is(FraudRecord.REFUSED));
    DeadLetter letter = DeadLetter.parseFrom(record.deadLetter);
    assertThat(letter.getReason(), is(reason));
    assertThat(letter.getRecord().getOffset(), is(5L));
  }

  private static FraudRecord read(Transaction.Builder payment) {
    return read("card", payment.build().toByteArray(), "event_time", payment.getEventTimeMs());
  }

  @Test
  public void aWholePaymentIsRead() {
    FraudRecord record = read(payment());
    assertThat(record.kind, is(FraudRecord.PAYMENT));
    assertThat(record.offset, is(5L));
  }

  @Test
  public void aControlRecordCarriesItsTime() {
    FraudRecord record = read(null, null, "weir-time", 77);
    assertThat(record.kind, is(FraudRecord.CONTROL));
    assertThat(record.timeMillis, is(77L));
  }

  @Test
  public void whatIsNoPaymentIsRefused() throws Exception {
    assertRefused(read("card", new byte[] {-1, -1}, "event_time", T), Reason.UNDECODABLE);
    assertRefused(read("card", null, "event_time", T), Reason.UNDECODABLE);
  }

  @Test
  public void aPaymentThatBreaksARuleIsRefused() throws Exception {
    assertRefused(read(payment().setEventId("")), Reason.MISSING_EVENT_ID);
    assertRefused(read(payment().setTerminalId("")), Reason.MISSING_FIELD);
    assertRefused(read(payment().setAmountCents(-1)), Reason.INVALID_AMOUNT);
    assertRefused(read(payment().setEventTimeMs(0)), Reason.INVALID_EVENT_TIME);
    assertRefused(read(payment().setEventTimeMs(T + Windows.DAY + 1)), Reason.FAR_FUTURE);
  }

  @Test
  public void aPaymentNeedsAKeyAndItsTimeInTheHeader() throws Exception {
    byte[] value = payment().build().toByteArray();
    assertRefused(read(null, value, "event_time", T), Reason.MISSING_KEY);
    assertRefused(read("card", value, "event_time", T + 1), Reason.EVENT_TIME_MISMATCH);
    assertRefused(read("card", value, "other", T), Reason.EVENT_TIME_MISMATCH);
  }
}
