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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.google.protobuf.UnknownFieldSet;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;
import io.weir.streams.RejectedRecordException;
import org.junit.Test;

public class TransactionFormatTest {
  private static final Transaction GOOD =
      Transaction.newBuilder()
          .setEventId("e-1")
          .setEventTimeMs(1_522_540_831_000L)
          .setCardId("596")
          .setTerminalId("3156")
          .setAmountCents(5716)
          .setSequence(1)
          .build();

  private final TransactionFormat format = new TransactionFormat();

  @Test
  public void aGoodTransactionIsReadWithItsEventTime() throws Exception {
    assertThat(format.parse(GOOD.toByteArray()), is(GOOD));
    assertThat(format.eventTimeMillis(GOOD), is(1_522_540_831_000L));
  }

  @Test
  public void fieldsOfANewerReleaseSurvive() throws Exception {
    Transaction newer =
        GOOD.toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                    .build())
            .build();

    Transaction read = format.parse(newer.toByteArray());

    assertThat(read.toByteArray(), is(newer.toByteArray()));
  }

  @Test
  public void aMissingSequenceAndAmountTakeTheirDefaults() throws Exception {
    Transaction read =
        format.parse(GOOD.toBuilder().clearSequence().clearAmountCents().build().toByteArray());

    assertThat(read.getSequence(), is(0L));
    assertThat(read.getAmountCents(), is(0L));
  }

  @Test
  public void bytesThatAreNoMessageAreUndecodable() {
    assertRefused(new byte[] {(byte) 0xff, 1, 2}, Reason.UNDECODABLE, "no Transaction");
  }

  @Test
  public void everyBrokenRuleHasItsReason() {
    assertRefused(GOOD.toBuilder().clearEventId().build(), Reason.MISSING_EVENT_ID, "event_id");
    assertRefused(GOOD.toBuilder().clearCardId().build(), Reason.MISSING_FIELD, "card_id");
    assertRefused(GOOD.toBuilder().clearTerminalId().build(), Reason.MISSING_FIELD, "terminal_id");
    assertRefused(
        GOOD.toBuilder().clearEventTimeMs().build(), Reason.INVALID_EVENT_TIME, "event_time_ms");
    assertRefused(
        GOOD.toBuilder().setAmountCents(-1).build(), Reason.INVALID_AMOUNT, "amount_cents is -1");
    assertRefused(
        GOOD.toBuilder().setAmountCents(1_000_000_000_001L).build(),
        Reason.INVALID_AMOUNT,
        "1000000000001");
  }

  private void assertRefused(Transaction transaction, Reason reason, String detail) {
    assertRefused(transaction.toByteArray(), reason, detail);
  }

  private void assertRefused(byte[] value, Reason reason, String detail) {
    RejectedRecordException refused =
        assertThrows(RejectedRecordException.class, () -> format.parse(value));
    assertThat(refused.reason(), is(reason));
    assertThat(refused.getMessage(), containsString(detail));
  }
}
