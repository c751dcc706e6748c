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

package io.weir.streams;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import org.junit.Test;

public class RecordCheckTest {
  private static final long DAY = 86_400_000L;
  private static final long NOON = TestRecord.APPEND_TIME;

  @Test
  public void aGoodRecordIsAnEventAtItsTime() {
    Verdict verdict = RecordCheck.check(TestRecord.event(NOON).build());
    assertThat(verdict.kind(), is(Verdict.Kind.EVENT));
    assertThat(verdict.timeMillis(), is(NOON));
  }

  @Test
  public void eachBrokenRuleHasItsStageReasonAndDetail() {
    rejects(TestRecord.event(NOON).value("nonsense"), Stage.DECODE, Reason.UNDECODABLE, "no bar");
    rejects(
        TestRecord.event(NOON).value(null),
        Stage.DECODE,
        Reason.UNDECODABLE,
        "the record has no value");
    rejects(
        TestRecord.event(NOON).value(LineFormat.POISON),
        Stage.DECODE,
        Reason.UNDECODABLE,
        "the format failed: java.lang.IllegalStateException");
    rejects(
        TestRecord.event(NOON).value(NOON + "|"), Stage.VALIDATE, Reason.MISSING_EVENT_ID, "no id");
    rejects(
        TestRecord.event(NOON).key(null),
        Stage.VALIDATE,
        Reason.MISSING_KEY,
        "the record has no key");
    rejects(
        TestRecord.event(NOON).key(""),
        Stage.VALIDATE,
        Reason.MISSING_KEY,
        "the record has no key");
    rejects(
        TestRecord.event(NOON).withoutHeaders(),
        Stage.VALIDATE,
        Reason.EVENT_TIME_MISMATCH,
        "header event_time is missing or unreadable, the message says " + NOON);
    rejects(
        TestRecord.event(NOON).header("event_time", "5"),
        Stage.VALIDATE,
        Reason.EVENT_TIME_MISMATCH,
        "header event_time is 5, the message says " + NOON);
    rejects(
        TestRecord.event(Long.MAX_VALUE),
        Stage.VALIDATE,
        Reason.INVALID_EVENT_TIME,
        "event time 9223372036854775807 is outside of Beam's time");
    rejects(
        TestRecord.event(-Long.MAX_VALUE),
        Stage.VALIDATE,
        Reason.INVALID_EVENT_TIME,
        "event time -9223372036854775807 is outside of Beam's time");
  }

  @Test
  public void aRecordExactlyADayAheadOfItsAppendTimeIsBelieved() {
    assertThat(
        RecordCheck.check(TestRecord.event(NOON + DAY).build()).kind(), is(Verdict.Kind.EVENT));
    rejects(
        TestRecord.event(NOON + DAY + 1),
        Stage.VALIDATE,
        Reason.FAR_FUTURE,
        "event time 1800086400001 is more than a day after the append time 1800000000000");
  }

  @Test
  public void theEndOfTimeIsNoTimeForAnEvent() {
    for (long time : new long[] {RecordCheck.LAST_MILLIS, RecordHeaders.END_OF_TIME_MILLIS}) {
      Verdict verdict =
          RecordCheck.check(TestRecord.event(time).appendTime(Long.MAX_VALUE).build());
      assertThat(verdict.reason(), is(Reason.INVALID_EVENT_TIME));
    }
  }

  @Test
  public void aControlRecordCarriesItsTime() {
    Verdict verdict = RecordCheck.check(TestRecord.control(NOON).build());
    assertThat(verdict.kind(), is(Verdict.Kind.CONTROL));
    assertThat(verdict.timeMillis(), is(NOON));
  }

  @Test
  public void aControlRecordOfTheFarFutureIsDroppedAndMovesNothing() {
    for (long time :
        new long[] {
          NOON + DAY + 1, RecordHeaders.END_OF_TIME_MILLIS - 1, Long.MAX_VALUE, -Long.MAX_VALUE
        }) {
      Verdict verdict = RecordCheck.check(TestRecord.control(time).build());
      assertThat(verdict.kind(), is(Verdict.Kind.CONTROL));
      assertThat(verdict.timeMillis(), is(RecordHeaders.NO_TIME));
    }
  }

  @Test
  public void theEndOfTimeIsBelievedWhenever() {
    Verdict verdict =
        RecordCheck.check(TestRecord.control(RecordHeaders.END_OF_TIME_MILLIS).build());
    assertThat(verdict.timeMillis(), is(RecordHeaders.END_OF_TIME_MILLIS));
  }

  @Test
  public void aControlHeaderOnARecordWithAValueIsJustAHeader() {
    Verdict verdict = RecordCheck.check(TestRecord.event(NOON).header("weir-time", "99").build());
    assertThat(verdict.kind(), is(Verdict.Kind.EVENT));
  }

  @Test
  public void anUnreadableControlTimeIsADeadLetterLikeAnyRecordWithoutValue() {
    rejects(
        TestRecord.empty().header("weir-time", "soon"),
        Stage.DECODE,
        Reason.UNDECODABLE,
        "the record has no value");
  }

  private static void rejects(TestRecord record, Stage stage, Reason reason, String detail) {
    Verdict verdict = RecordCheck.check(record.build());
    assertThat(verdict.kind(), is(Verdict.Kind.REJECTED));
    assertThat(verdict.stage(), is(stage));
    assertThat(verdict.reason(), is(reason));
    assertThat(RecordCheck.describe(record.build(), reason), is(detail));
  }
}
