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
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.proto.fraud.v1.Label;
import io.weir.proto.v1.Reason;
import io.weir.streams.RejectedRecordException;
import org.junit.Test;

public class LabelFormatTest {
  private static final Label GOOD =
      Label.newBuilder()
          .setEventId("e-1")
          .setKnownTimeMs(2_000)
          .setTransactionTimeMs(1_000)
          .setTerminalId("3156")
          .setFraud(true)
          .build();

  private final LabelFormat format = new LabelFormat();

  @Test
  public void itsOwnEventTimeIsWhenItBecameKnown() throws Exception {
    assertThat(format.eventTimeMillis(format.parse(GOOD.toByteArray())), is(2_000L));
  }

  @Test
  public void everyBrokenRuleHasItsReason() {
    assertRefused(GOOD.toBuilder().clearEventId(), Reason.MISSING_EVENT_ID);
    assertRefused(GOOD.toBuilder().clearTerminalId(), Reason.MISSING_FIELD);
    assertRefused(GOOD.toBuilder().clearKnownTimeMs(), Reason.INVALID_EVENT_TIME);
    assertRefused(GOOD.toBuilder().clearTransactionTimeMs(), Reason.INVALID_EVENT_TIME);
    assertRefused(GOOD.toBuilder().setTransactionTimeMs(2_001), Reason.INVALID_EVENT_TIME);
  }

  private void assertRefused(Label.Builder label, Reason reason) {
    byte[] value = label.build().toByteArray();
    RejectedRecordException refused =
        assertThrows(RejectedRecordException.class, () -> format.parse(value));
    assertThat(refused.reason(), is(reason));
  }
}
